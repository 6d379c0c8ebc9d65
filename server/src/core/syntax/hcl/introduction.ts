import { CR, LF, MINUS, identifierEnd } from './characters';

/** The first line of a heredoc: `<<MARKER` or `<<-MARKER`. */
export interface Introduction {
  readonly marker: string;
  /** Written `<<-`: the indentation common to all lines is taken away. */
  readonly flush: boolean;
  /** Behind the line end. */
  readonly end: number;
}

/** The introduction at `at`, where `<<` stands; nothing may follow the marker in its line. */
export function readIntroduction(text: string, at: number): Introduction | undefined {
  const flush = text.charCodeAt(at + 2) === MINUS;
  const start = flush ? at + 3 : at + 2;
  const markerEnd = identifierEnd(text, start);
  if (markerEnd === start) return undefined;
  const feed = text.charCodeAt(markerEnd) === CR ? markerEnd + 1 : markerEnd;
  if (text.charCodeAt(feed) !== LF) return undefined;
  return { marker: text.slice(start, markerEnd), flush, end: feed + 1 };
}
