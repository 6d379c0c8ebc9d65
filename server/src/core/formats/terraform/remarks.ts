import type { Block, HclFile } from '../../syntax/hcl';
import { commentsAbove, commentsOnLine, commentText, type Comment as HclComment } from '../../syntax/hcl';
import type { Comment } from '../../policies/policy';
import type { SourceFile } from '../../text/source';
import type { Part } from '../format';
import { targetsOf } from '../attachment';
import { parse } from './directory';

/** Comments for the linter that stand neither at something that can be judged nor at a module call. */
export function strayComments(files: readonly SourceFile[], part: Part): readonly Comment[] {
  const settled = new Set(targetsOf(part).flatMap(({ comments }) => comments.map(({ at }) => at.span)));
  return files.flatMap((file) => {
    if (!file.text.includes(MARK)) return [];
    const hcl = parse(file);
    const atCalls = new Set(hcl.body.blocks.filter(isModuleCall).flatMap((block) => commentsAt(hcl, block)));
    return hcl.comments
      .filter((comment) => !settled.has(comment.span) && !atCalls.has(comment))
      .map((comment) => ({ text: commentText(hcl, comment).trim(), at: { file, span: comment.span } }))
      .filter(({ text }) => text.includes(MARK));
  });
}

const MARK = 'workspaces-netlint:';

function isModuleCall({ type }: Block): boolean {
  return type === 'module';
}

function commentsAt(hcl: HclFile, block: Block): readonly HclComment[] {
  return [...commentsAbove(hcl, block), ...commentsOnLine(hcl, block)];
}
