import { positionAt } from '../text/lines';
import type { Location } from '../text/source';

/** A place for people: `net/main.tf:41`. */
export function whereIs({ file, span }: Location): string {
  return `${file.path}:${positionAt(file, span.start).line}`;
}
