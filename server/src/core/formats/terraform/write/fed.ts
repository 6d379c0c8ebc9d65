import type { AddRules, PublishedList } from '../../../policies/change';
import type { Edit } from '../../../text/edits';
import { insertion, lineEndAt, lineEndOf } from '../../../text/layout';
import type { SourceFile } from '../../../text/source';
import type { Block, Expression } from '../../../syntax/hcl';
import type { Unit } from '../../format';
import { parse } from '../directory';
import { configurationFiles, isJson } from '../files';
import { addBlocks } from './blocks';
import { conditionOf, folderFiles, siteAt, type Site } from './find';
import { rowsOf, type Row } from './rows';
import { blockText, styleOf } from './style';

/** Rules of a group whose addresses come from `data "aws_ip_ranges"`, which is added where nobody asks for the same. */
export function writeFed(
  { policy, rules }: AddRules,
  list: PublishedList,
  unit: Unit,
): readonly Edit[] | undefined {
  const owner = siteAt(policy.at);
  if (owner === undefined || policy.kind !== 'security-group' || conditionOf(owner) !== undefined) {
    return undefined;
  }
  const source = sourceFor(list, owner, unit);
  const rows: Row[] = [];
  for (const rule of rules) {
    const own = rule.peers.v6.length === 0 ? rowsOf(rule) : undefined;
    if (own === undefined) return undefined;
    const peers = { v4: [], v6: [], groups: [], list: `data.aws_ip_ranges.${source.name}.cidr_blocks` };
    rows.push(...own.map((row) => ({ ...row, peers })));
  }
  const edits = (['inbound', 'outbound'] as const).map((direction) => {
    const own = rows.filter(({ rule }) => rule.direction === direction);
    return own.length === 0 ? [] : addBlocks(own, direction, policy, owner, unit);
  });
  const all = edits.flatMap((each) => each ?? []);
  return edits.includes(undefined) ? undefined : [...source.edits, ...all];
}

interface Source {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** The data source of the folder that asks for the list, or a new one. */
function sourceFor(list: PublishedList, owner: Site, unit: Unit): Source {
  const taken = new Set<string>();
  for (const file of configurationFiles(folderFiles(owner.file, unit))) {
    for (const { type, labels, body } of parse(file).body.blocks) {
      const [kind, name] = labels;
      if (type !== 'data' || kind?.text !== 'aws_ip_ranges' || name === undefined) continue;
      taken.add(name.text);
      const argument = (key: string): Expression | undefined =>
        body.attributes.find((attribute) => attribute.name === key)?.expr;
      const asksForIt =
        isOnly(argument('services'), list.service) && isOnly(argument('regions'), list.region);
      if (asksForIt && argument('url') === undefined) return { name: name.text, edits: [] };
    }
  }
  const short = list.service;
  const long = `${short}_${list.region.replaceAll('-', '_')}`;
  const name = [short, long].find((candidate) => !taken.has(candidate)) ?? `${long}_${taken.size + 1}`;
  return { name, edits: [newSource(name, list, owner)] };
}

function isOnly(expression: Expression | undefined, name: string): boolean {
  if (expression?.kind !== 'tuple') return false;
  const [first, ...more] = expression.elements;
  const text = first?.kind === 'literal' ? String(first.value) : '';
  return more.length === 0 && text.toLowerCase() === name;
}

/** Behind the last data source of the file, else behind the group. */
function newSource(name: string, { service, region }: PublishedList, { file, block }: Site): Edit {
  const after = dataSourcesOf(file).at(-1) ?? block;
  const eol = lineEndOf(file.text);
  const args = [
    { name: 'regions', value: `["${region}"]` },
    { name: 'services', value: `["${service}"]` },
  ];
  const text = blockText(`data "aws_ip_ranges" "${name}"`, args, {
    ...styleOf(block, file.text, eol),
    indent: '',
  });
  return insertion(file, lineEndAt(file.text, after.span.end), eol + eol + text);
}

function dataSourcesOf(file: SourceFile): readonly Block[] {
  return isJson(file)
    ? []
    : parse(file).body.blocks.filter(({ type, complete }) => type === 'data' && complete);
}
