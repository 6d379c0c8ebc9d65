import { problemCheck } from './problems';

/** An address or CIDR that no network understands. */
export const invalidCidr = problemCheck('invalid-cidr');
