import { problemCheck } from './problems';

/** A protocol that does not exist. */
export const invalidProtocol = problemCheck('invalid-protocol');
