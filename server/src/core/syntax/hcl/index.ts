import type { HclFile } from './ast';
import { parseFile } from './body';
import { Scanner } from './scanner';

export type * from './ast';
export * from './comments';

/**
 * Reads a file of HCL native syntax. Never throws, in time linear to the text: what is wrong is in `errors`, and
 * what is right around it has the spans it would have without the fault.
 */
export function parseHcl(text: string): HclFile {
  const scanner = new Scanner(text);
  const body = parseFile(scanner);
  return { text, body, comments: scanner.comments, errors: scanner.errors };
}
