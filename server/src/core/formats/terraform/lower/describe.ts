import type { Policy, Tag } from '../../../policies/policy';
import type { Target } from '../../../policies/target';
import type { Resource } from './resource';

type Remarks = Pick<Target, 'comments' | 'tags' | 'region'>;

/** What a policy is called, tagged and remarked, and where it is. */
export function describe(resource: Resource): Remarks & Pick<Policy, 'words'> {
  const remarks = remarksOn(resource);
  const { tags } = remarks;
  const named = WORDS.flatMap((name) => {
    const value = resource.get(name);
    return value?.kind === 'string' && value.value !== '' ? [value.value] : [];
  });
  const label = tags.find(({ key }) => key === 'Name')?.value;
  return { ...remarks, words: label === undefined ? named : [...named, label] };
}

/** What comments and tags say of a resource, and where it is. */
export function remarksOn(resource: Resource): Remarks {
  const { comments, region } = resource;
  return { comments, tags: readTags(resource), ...(region !== undefined && { region }) };
}

const WORDS = ['name', 'name_prefix', 'description'];

function readTags(resource: Resource): readonly Tag[] {
  const tags = resource.get('tags');
  if (tags === undefined || !('entries' in tags)) return [];
  return [...tags.entries].flatMap(([key, value]) =>
    value.kind === 'string' ? [{ key, value: value.value, at: value.at }] : [],
  );
}
