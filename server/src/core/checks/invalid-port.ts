import { problemCheck } from './problems';

/** A port that does not exist, or a range that runs backwards. */
export const invalidPort = problemCheck('invalid-port');
