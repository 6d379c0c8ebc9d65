import type { Attribute, Block, Expression } from '../../../syntax/hcl';
import type { Direction, Policy, Rule } from '../../../policies/policy';
import { folderOf } from '../../../text/paths';
import type { Location, SourceFile } from '../../../text/source';
import type { Unit } from '../../format';
import { parse } from '../directory';
import { isConfiguration, isJson } from '../files';

/** A block in its file. */
export interface Site {
  readonly file: SourceFile;
  readonly block: Block;
}

/** The block on whose header a policy or a rule stands. */
export function siteAt({ file, span }: Location): Site | undefined {
  const { start } = span;
  let blocks = parse(file).body.blocks;
  for (;;) {
    const block = blocks.find((candidate) => candidate.span.start <= start && start < candidate.span.end);
    if (block === undefined) return undefined;
    if (block.headerSpan.start === start) return block.complete ? { file, block } : undefined;
    blocks = block.body.blocks;
  }
}

/** What a rule of the policy is written as: a resource, a block within the policy's, or something else. */
export type Written = 'resource' | 'inline' | 'other';

export function writtenAs({ at }: Rule, owner: Site): Written {
  const site = siteAt(at);
  if (site === undefined) return 'other';
  if (site.block.type === 'resource') return 'resource';
  return owner.block.body.blocks.includes(site.block) && site.block.type !== 'dynamic' ? 'inline' : 'other';
}

/** The resources of some types in all files, in file order. */
export function resourcesOf(
  files: readonly SourceFile[],
  isOfType: (type: string) => boolean,
): readonly Site[] {
  return files
    .filter((file) => isConfiguration(file) && !isJson(file))
    .flatMap((file) =>
      parse(file)
        .body.blocks.filter(
          ({ type, labels, complete }) => complete && type === 'resource' && isOfType(labels[0]?.text ?? ''),
        )
        .map((block) => ({ file, block })),
    );
}

/** The files of the unit that Terraform reads together with one. */
export function folderFiles({ path }: SourceFile, { files }: Unit): readonly SourceFile[] {
  const folder = folderOf(path);
  return files.filter((file) => folderOf(file.path) === folder);
}

export function attributeOf({ body }: Block, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

export function expressionText({ span }: Expression, file: SourceFile): string {
  return file.text.slice(span.start, span.end);
}

/** What makes more or fewer of a resource than one. */
export function conditionOf({
  block,
  file,
}: Site): { readonly name: string; readonly text: string } | undefined {
  const attribute = attributeOf(block, 'count') ?? attributeOf(block, 'for_each');
  return attribute && { name: attribute.name, text: expressionText(attribute.expr, file) };
}

/** `ingress` and `egress`, as blocks, arguments and types of rules are called. */
export function sideOf(direction: Direction): 'ingress' | 'egress' {
  return direction === 'inbound' ? 'ingress' : 'egress';
}

/** The rules of a direction, those that may be of it too. */
export function rulesOf({ rules }: Policy, direction: Direction): readonly Rule[] {
  return rules.filter((rule) => rule.direction.kind === 'unknown' || rule.direction.value === direction);
}
