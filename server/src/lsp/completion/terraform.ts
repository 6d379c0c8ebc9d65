import type { Analysis } from '../../core/analysis';
import type { SourceFile } from '../../core/text/source';
import type { Completion } from './candidate';
import { networkCandidates } from './network';

/** As far as a list of addresses may reach back. */
const LOOK_BACK = 4000;

/** Addresses in the arguments that take them, and ports in theirs. */
export function completeTerraform(
  analysis: Analysis,
  file: SourceFile,
  offset: number,
): Completion | undefined {
  const before = file.text.slice(Math.max(0, offset - LOOK_BACK), offset);
  const [, ports] = /\b(?:from_port|to_port)[ \t]*=[ \t]*(\d*)$/.exec(before) ?? [];
  if (ports !== undefined) {
    const candidates = networkCandidates(analysis, file, offset, 'port', undefined).filter(({ label }) =>
      /^\d+$/.test(label),
    );
    return { word: { start: offset - ports.length, end: offset }, candidates };
  }
  const [, list] = /\b(?:ipv6_)?cidr_blocks\s*=\s*\[([^\][={}]*)$/.exec(before) ?? [];
  const [, single] = /\bcidr_(?:block|ipv4|ipv6)[ \t]*=[ \t]*([^\n]*)$/.exec(before) ?? [];
  const written = list ?? single;
  if (written === undefined) return undefined;
  const [, typed] = /(?:^|[\s,"])([\w.:/]*)$/.exec(written) ?? [];
  if (typed === undefined) return undefined;
  const isQuoted = (written.match(/"/g)?.length ?? 0) % 2 === 1;
  const candidates = networkCandidates(analysis, file, offset, 'address', undefined);
  return {
    word: { start: offset - typed.length, end: offset },
    candidates: isQuoted ? candidates : candidates.map((each) => ({ ...each, insert: `"${each.label}"` })),
  };
}
