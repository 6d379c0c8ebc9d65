import type { Location } from '../../text/source';
import type { Block } from '../../syntax/hcl';
import type { Assignment } from '../format';
import { parse } from './directory';

/** The variable that is declared at a place. */
export function variableAt({
  file,
  span,
}: Location): { readonly name: string; readonly block: Block } | undefined {
  const block = parse(file).body.blocks.find(({ headerSpan }) => headerSpan.start === span.start);
  const name = block?.type === 'variable' ? block.labels[0]?.text : undefined;
  return block === undefined || name === undefined ? undefined : { name, block };
}

/** How a variable gets a value for all who run Terraform in its folder. */
export function assignmentOf(at: Location): Assignment | undefined {
  const variable = variableAt(at);
  if (variable === undefined) return undefined;
  const { name, block } = variable;
  const type = block.body.attributes.find((attribute) => attribute.name === 'type')?.expr.span;
  const empty = emptyValue(type === undefined ? '' : at.file.text.slice(type.start, type.end));
  return { name, file: 'terraform.tfvars', before: `${name} = ${empty.before}`, after: empty.after };
}

/** A value of a type, cut where somebody types. */
function emptyValue(type: string): { readonly before: string; readonly after: string } {
  if (/^(?:list|set|tuple)\b/.test(type)) return { before: '[', after: ']' };
  if (/^(?:map|object)\b/.test(type)) return { before: '{ ', after: ' }' };
  if (/^(?:number|bool)\b/.test(type)) return { before: '', after: '' };
  return { before: '"', after: '"' };
}
