import type { Policy, Tag } from '../../../policies/policy';
import type { Resource } from './resource';

type Description = Pick<Policy, 'comments' | 'tags' | 'words' | 'region'>;

/** What a policy is called, tagged and remarked, and where it is. */
export function describe(resource: Resource): Description {
  const tags = readTags(resource);
  const named = WORDS.flatMap((name) => {
    const value = resource.get(name);
    return value?.kind === 'string' && value.value !== '' ? [value.value] : [];
  });
  const label = tags.find(({ key }) => key === 'Name')?.value;
  const { comments, region } = resource;
  return {
    comments,
    tags,
    words: label === undefined ? named : [...named, label],
    ...(region !== undefined && { region }),
  };
}

const WORDS = ['name', 'name_prefix', 'description'];

function readTags(resource: Resource): readonly Tag[] {
  const tags = resource.get('tags');
  if (tags === undefined || !('entries' in tags)) return [];
  return [...tags.entries].flatMap(([key, value]) =>
    value.kind === 'string' ? [{ key, value: value.value, at: value.at }] : [],
  );
}
