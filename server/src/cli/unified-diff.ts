/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** So many equal lines in a row mean that both texts go on together. */
const ANCHOR = 3;

/** A change from `start`, in lines from 0: this many lines go, and these come. */
interface Change {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What changes in a file, as `git apply` and `patch` take it. Empty when nothing does. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const changes = changesOf(old, now);
  if (changes.length === 0) return '';
  let shift = 0;
  const hunks = together(changes).map((group) => {
    const [first, last] = [group[0], group.at(-1)];
    const start = Math.max(0, (first?.start ?? 0) - CONTEXT);
    const end = Math.min(old.length, (last?.start ?? 0) + (last?.removed.length ?? 0) + CONTEXT);
    let at = start;
    const lines: string[] = [];
    for (const change of group) {
      lines.push(...marked(' ', old.slice(at, change.start)));
      lines.push(...marked('-', change.removed), ...marked('+', change.added));
      at = change.start + change.removed.length;
    }
    lines.push(...marked(' ', old.slice(at, end)));
    const growth = group.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
    const head = `@@ -${place(start, end - start)} +${place(start + shift, end - start + growth)} @@\n`;
    shift += growth;
    return head + lines.join('');
  });
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
}

/** With their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(sign: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => sign + line + (line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'));
}

function place(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

/** Walks both texts; where they part, looks for the nearest place at which they meet again. */
function changesOf(old: readonly string[], now: readonly string[]): readonly Change[] {
  const changes: Change[] = [];
  for (let [i, j] = [0, 0]; i < old.length || j < now.length;) {
    if (i < old.length && old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const { removed, added } = meeting(old, i, now, j);
    changes.push({ start: i, removed: old.slice(i, i + removed), added: now.slice(j, j + added) });
    i += removed;
    j += added;
  }
  return changes;
}

/** How many lines go and come until both texts go on together; few go, because fixes add lines. */
function meeting(
  old: readonly string[],
  i: number,
  now: readonly string[],
  j: number,
): { readonly removed: number; readonly added: number } {
  const most = old.length - i + now.length - j;
  for (let steps = 1; steps < most; steps++) {
    for (let removed = 0; removed <= Math.min(steps, old.length - i); removed++) {
      const added = steps - removed;
      if (added <= now.length - j && meet(old, i + removed, now, j + added)) return { removed, added };
    }
  }
  return { removed: old.length - i, added: now.length - j };
}

function meet(old: readonly string[], i: number, now: readonly string[], j: number): boolean {
  for (let line = 0; line < ANCHOR; line++) {
    if (i + line === old.length && j + line === now.length) return true;
    if (i + line === old.length || old[i + line] !== now[j + line]) return false;
  }
  return true;
}

/** Changes that share lines of context, in one hunk. */
function together(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let end = -Infinity;
  for (const change of changes) {
    const group = groups.at(-1);
    if (group !== undefined && change.start - end <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
    end = change.start + change.removed.length;
  }
  return groups;
}
