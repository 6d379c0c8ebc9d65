import { problemCheck } from './problems';

/** Something was too large or too deep and was left out of the judgement. */
export const limitExceeded = problemCheck('limit-exceeded');
