import { commentsAbove, commentsOnLine, commentText } from '../../../syntax/hcl';
import type { Comment, Policy, Tag } from '../../../policies/policy';
import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import type { Module } from '../module';
import { regionOf } from '../provider';

type Description = Pick<Policy, 'comments' | 'tags' | 'words' | 'region'>;

/** What a policy is called, tagged and remarked, and where it is. */
export function describe(declaration: Declaration, instance: Instance, module: Module): Description {
  const tags = readTags(declaration, instance, module);
  const named = WORDS.flatMap((name) => {
    const value = module.argument(declaration, instance, name);
    return value?.kind === 'string' && value.value !== '' ? [value.value] : [];
  });
  const label = tags.find(({ key }) => key === 'Name')?.value;
  const region = regionOf(module, declaration, instance);
  return {
    comments: commentsOf(declaration),
    tags,
    words: label === undefined ? named : [...named, label],
    ...(region !== undefined && { region }),
  };
}

const WORDS = ['name', 'name_prefix', 'description'];

function readTags(declaration: Declaration, instance: Instance, module: Module): readonly Tag[] {
  const tags = module.argument(declaration, instance, 'tags');
  if (tags === undefined || !('entries' in tags)) return [];
  return [...tags.entries].flatMap(([key, value]) =>
    value.kind === 'string' ? [{ key, value: value.value, at: value.at }] : [],
  );
}

/** The comments on the lines above a block and on the line of its header. */
function commentsOf({ file, hcl, block }: Declaration): readonly Comment[] {
  if (hcl.comments.length === 0) return [];
  return [...commentsAbove(hcl, block), ...commentsOnLine(hcl, block)].map((comment) => ({
    text: commentText(hcl, comment).trim(),
    at: { file, span: comment.span },
  }));
}
