import type { Location } from '../../../../text/source';
import type { Resolved, ResolvedStep } from '../../evaluate/scope';
import { unknownValue } from '../../values/make';
import { BOOL } from '../../values/type';
import { areSince } from './releases';
import type { StandIn } from './index';

/** `release.at_least["5.2.0"]`: whether the caller of a stand-in means that release or a later one. */
export function resolveRelease(
  { releases, at: stated }: StandIn,
  [question, number]: readonly ResolvedStep[],
  at: Location,
): Resolved | undefined {
  if (question?.kind !== 'attribute' || question.name !== 'at_least' || number?.kind !== 'index')
    return undefined;
  const text = number.key.kind === 'string' ? number.key.value : '';
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  const value = areSince(releases, [major, minor, patch]);
  if (value !== undefined) return { value: { kind: 'bool', value, at }, used: 2 };
  const reason = `the call does not say whether release ${text} or an older one is meant, which differ in this`;
  return { value: unknownValue({ reason, at: stated }, BOOL), used: 2 };
}
