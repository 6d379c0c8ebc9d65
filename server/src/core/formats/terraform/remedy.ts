import type { Location } from '../../text/source';
import { parse } from './directory';

/** What to do about something unknown: a variable without a value can be given one. */
export function remedyFor({ file, span }: Location): string | undefined {
  const block = parse(file).body.blocks.find(({ headerSpan }) => headerSpan.start === span.start);
  const name = block?.type === 'variable' ? block.labels[0]?.text : undefined;
  if (name === undefined) return undefined;
  return `Give variable ${name} a value in terraform.tfvars, with --var ${name}=… or with --var-file.`;
}
