import { isCheckId } from '../core/deployment/check-ids';
import { readShipped } from '../files';

/** The section of docs/checks.md about a check, from its heading to the next; undefined where there is none. */
export function checkSection(id: string): string | undefined {
  if (!isCheckId(id)) return undefined;
  const lines = (readShipped('docs/checks.md') ?? '').split(/\r?\n/);
  const start = lines.findIndex((line) => line.replaceAll('`', '').trim() === `## ${id}`);
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return lines
    .slice(start, length === -1 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}
