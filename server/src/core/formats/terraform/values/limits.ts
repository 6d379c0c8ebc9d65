import { grouped } from '../../../text/grouped';

/** Elements in one value, nested ones included. */
export const MAX_ELEMENTS = 100_000;

export const ELEMENTS_EXCEEDED = `the value has more than ${grouped(MAX_ELEMENTS)} elements`;

/** Characters in one value, those of all strings inside it together. */
export const MAX_TEXT = 4 * 1024 * 1024;

export const TEXT_EXCEEDED = `the text is longer than ${grouped(MAX_TEXT)} characters`;
