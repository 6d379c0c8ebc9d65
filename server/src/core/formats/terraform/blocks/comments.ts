import { commentsAbove, commentsOnLine, commentText } from '../../../syntax/hcl';
import type { Comment } from '../../../policies/policy';
import type { Declaration } from '../directory';

/** The comments on the lines above a block and on the line of its header. */
export function commentsOf({ file, hcl, block }: Declaration): readonly Comment[] {
  if (hcl.comments.length === 0) return [];
  return [...commentsAbove(hcl, block), ...commentsOnLine(hcl, block)].map((comment) => ({
    text: commentText(hcl, comment).trim(),
    at: { file, span: comment.span },
  }));
}
