/** The longest text that is read, in UTF-16 units: 16 MiB. */
export const MAX_TEXT = 16 * 1024 * 1024;

/** The deepest nesting that is read. Parsers and walkers recurse; hostile input must not exhaust the stack. */
export const MAX_NESTING = 500;
