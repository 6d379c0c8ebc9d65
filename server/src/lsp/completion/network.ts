import type { Analysis } from '../../core/analysis';
import type { Direction } from '../../core/policies/policy';
import { placeAt } from '../../core/reports/place';
import { suggestAddresses, suggestPorts, type Suggestion } from '../../core/reports/suggestions';
import type { SourceFile } from '../../core/text/source';
import type { Candidate } from './candidate';

/** Addresses or ports that the policy at a place needs, for the rule at that place. */
export function networkCandidates(
  analysis: Analysis,
  file: SourceFile,
  offset: number,
  what: 'address' | 'port',
  direction: Direction | undefined,
): readonly Candidate[] {
  const place = placeAt(analysis, file, offset);
  if (place === undefined) return [];
  const { placement, rule } = place;
  const side = direction ?? (rule?.direction.kind === 'known' ? rule.direction.value : undefined);
  const sketch = { ...(side !== undefined && { direction: side }) };
  if (what === 'port')
    return suggestPorts(analysis, placement, sketch).map((each) => candidateOf(each, what, true));
  const ports = rule?.ports.kind === 'known' && rule.ports.value.length > 0 ? rule.ports.value : undefined;
  const fitting = new Set(
    (ports === undefined ? [] : suggestAddresses(analysis, placement, { ...sketch, ports })).map(
      ({ text }) => text,
    ),
  );
  return suggestAddresses(analysis, placement, sketch).map((each) =>
    candidateOf(each, what, ports === undefined || fitting.has(each.text)),
  );
}

function candidateOf(
  { text, requirements, purposes, isMissing }: Suggestion,
  kind: 'address' | 'port',
  fits: boolean,
): Candidate {
  return {
    label: text,
    kind,
    detail: [...new Set(requirements)].join(', '),
    documentation: [...new Set(purposes)].join('; '),
    isLikely: fits && isMissing,
  };
}
