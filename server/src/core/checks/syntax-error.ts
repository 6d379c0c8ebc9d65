import { problemCheck } from './problems';

/** A file, or a part of it, that cannot be read. */
export const syntaxError = problemCheck('syntax-error');
