import type { Diagnostic } from '../checks/diagnostic';
import type { Unit } from '../formats/format';
import { formatOf } from '../formats/index';
import { peerTexts } from '../packets/peer-set';
import type { Idea } from './idea';

/** Names the peers that suffice in a rule that is open to everybody. */
export function narrow({ narrowing, policy, region }: Diagnostic, unit: Unit): readonly Idea[] {
  if (narrowing === undefined || policy === undefined || policy.kind === 'vpc') return [];
  const format = formatOf(policy.at.file);
  const change = { kind: 'narrow-rule', policy, ...narrowing } as const;
  const edits = format?.write?.(change, unit);
  if (edits === undefined) return [];
  const count = peerTexts(narrowing.peers).length;
  const where = region === undefined ? '' : ` of ${region}`;
  const commands = format?.commands?.(change);
  return [
    {
      title: `Narrow to the gateways and health check servers${where} (${count} ranges)`,
      edits,
      preferred: false,
      refactoring: true,
      ...(commands !== undefined && { commands }),
      // What else names a gateway is then as wide as this.
      mayBring: new Set(['redundant-rule']),
    },
  ];
}
