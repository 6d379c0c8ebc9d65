import { isAlias, isMap, isScalar, isSeq, Scalar, type ParsedNode } from 'yaml';
import type { SourceFile } from '../text/source';
import { parseDocuments } from './yaml';

/**
 * A YAML document before a schema says what its scalars are: texts with their tags and whether they were quoted.
 * Aliases, merge keys and repeated keys are left as they are written.
 */
export type YamlTree = YamlTreeScalar | YamlTreeMap | YamlTreeList | YamlTreeAlias;

interface Tagged {
  /** As `tag:yaml.org,2002:int`; `undefined` when none is written. */
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export interface YamlTreeScalar extends Tagged {
  readonly kind: 'scalar';
  readonly text: string;
  /** `block` = behind `|` or `>`. */
  readonly style: 'plain' | 'quoted' | 'block';
}

export interface YamlTreeMap extends Tagged {
  readonly kind: 'map';
  readonly entries: readonly (readonly [YamlTree, YamlTree])[];
}

export interface YamlTreeList extends Tagged {
  readonly kind: 'list';
  readonly items: readonly YamlTree[];
}

export interface YamlTreeAlias {
  readonly kind: 'alias';
  readonly anchor: string;
}

/** Why there is no tree. */
export interface YamlTreeFailure {
  readonly kind: 'failure';
  readonly message: string;
  /** Right or wrong, it is nested too deeply. */
  readonly limit: boolean;
}

/** Reads a text that consists of one document. Never throws. */
export function readYamlTree(file: SourceFile): YamlTree | YamlTreeFailure {
  const documents = parseDocuments(file, [], { schema: 'failsafe' });
  if ('kind' in documents) return { kind: 'failure', message: documents.message, limit: true };
  const [document, another] = documents;
  if (document === undefined) return failure('there is no document in it');
  if (another !== undefined) return failure('there is more than one document in it');
  const [error] = document.errors;
  if (error !== undefined) return failure(error.message.replace(/\.$/, ''));
  return document.contents === null ? NOTHING : convert(document.contents);
}

function failure(message: string): YamlTreeFailure {
  return { kind: 'failure', message, limit: false };
}

const NOTHING: YamlTreeScalar = {
  kind: 'scalar',
  text: '',
  style: 'plain',
  tag: undefined,
  anchor: undefined,
};

function convert(node: ParsedNode): YamlTree {
  if (isAlias(node)) return { kind: 'alias', anchor: node.source };
  const { tag, anchor } = node;
  if (isMap(node)) {
    const entries = node.items.map(
      ({ key, value }) => [convert(key), value === null ? NOTHING : convert(value)] as const,
    );
    return { kind: 'map', entries, tag, anchor };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map(convert), tag, anchor };
  if (!isScalar(node)) return NOTHING;
  return { kind: 'scalar', text: node.source, style: styleOf(node.type), tag, anchor };
}

function styleOf(type: Scalar.Type | undefined): YamlTreeScalar['style'] {
  if (type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE) return 'quoted';
  return type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED ? 'block' : 'plain';
}
