import type { Stated } from '../deployment/facts';
import type { CheckId } from '../deployment/check-ids';
import type { Configuration } from '../deployment/configuration';
import type { Suppression } from '../deployment/directives';
import type { Placement } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import type { Problem, Unit } from '../formats/format';
import type { Comment } from '../policies/policy';
import type { Edition } from '../requirements/edition';
import type { VpcJudgement } from '../verdicts/free-ranges';
import type { Judgement } from '../verdicts/judge';
import type { Finding } from './diagnostic';

/** One check: looks at what was read and judged, and reports. A new one is a file here and a line in `index.ts`. */
export interface Check {
  readonly id: CheckId;
  run(context: CheckContext): Iterable<Finding>;
}

/** Everything that a check may look at. */
export interface CheckContext {
  readonly units: readonly Unit[];
  readonly placements: readonly Placement[];
  readonly vpcs: readonly VpcPlacement[];
  readonly judgements: readonly Judgement[];
  readonly vpcJudgements: readonly VpcJudgement[];
  readonly problems: readonly Problem[];
  readonly strayComments: readonly Comment[];
  readonly configurations: readonly Configuration[];
  /** Whether the run covers everything that a configuration speaks about. */
  readonly covers: (configuration: Configuration) => boolean;
  readonly edition: Edition;
  readonly stated: Stated;
  readonly suppressions: readonly SuppressionUse[];
}

/** What became of a suppression. */
export interface SuppressionUse {
  readonly suppression: Suppression;
  readonly placement: Placement | VpcPlacement;
  readonly state: 'used' | 'unused' | 'expired';
}
