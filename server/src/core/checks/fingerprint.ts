import type { Diagnostic } from './diagnostic';

/**
 * A name for a finding that stays when lines move and is unique within a run: a hash of what the finding is
 * about, not of where it stands; equal ones are numbered in their order.
 */
export function fingerprinter(): (finding: Omit<Diagnostic, 'fingerprint'>) => string {
  const seen = new Map<string, number>();
  return (finding) => {
    const about = [
      finding.rule,
      finding.at.file.path,
      // Who else calls a module does not rename what is found in it.
      finding.policy?.call?.name ?? finding.policy?.name ?? '',
      finding.role ?? '',
      finding.region ?? '',
      finding.requirement ?? finding.requirements?.join() ?? '',
      // Findings about a text are told apart by that text: messages may be worded anew.
      finding.requirement === undefined && finding.requirements === undefined ? textAt(finding.at) : '',
    ].join('\u0000');
    const count = (seen.get(about) ?? 0) + 1;
    seen.set(about, count);
    return hash(count === 1 ? about : `${about}\u0000${count}`);
  };
}

function textAt({ file, span }: Diagnostic['at']): string {
  return file.text.slice(span.start, Math.min(span.end, span.start + 200));
}

/** Two rounds of FNV-1a over UTF-16 units: short, the same everywhere, and nobody gains from a collision. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit ^ (one >>> 15), 0x85ebca6b);
  }
  return hex(one) + hex(two);
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
