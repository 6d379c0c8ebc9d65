import type { Block } from '../../../syntax/hcl';

/** The source of a module call where it is written out. */
export function literalSource({ body }: Block): string | undefined {
  const source = body.attributes.find(({ name }) => name === 'source')?.expr;
  return source?.kind === 'literal' && typeof source.value === 'string' ? source.value : undefined;
}

/** Whether a source is a path from the folder of the call; anything else is fetched by `terraform init`. */
export function isLocal(source: string): boolean {
  return /^\.\.?(?:[/\\]|$)/.test(source);
}
