import type { Location } from '../../../text/source';
import {
  readYamlTree,
  type YamlTree,
  type YamlTreeList,
  type YamlTreeMap,
  type YamlTreeScalar,
} from '../../../syntax/yaml-tree';
import { object, string, tuple } from '../values/make';
import { asString } from '../values/primitive';
import { quote } from '../values/quote';
import { ANY, STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { textOf } from './arguments';
import { type Failure, failure, type TfFunction } from './function';
import { resolveScalar } from './yaml-scalar';
import { writeYaml } from './yaml-write';

export const YAML_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  yamldecode: {
    parameters: [{ name: 'src', type: STRING }],
    call: ([text], { at }) => readYaml(textOf(text), at),
  },
  yamlencode: {
    parameters: [{ name: 'value', type: ANY, nullable: true }],
    result: STRING,
    call: ([value], { at }) =>
      value === undefined ? failure('there is no value') : string(writeYaml(value), at),
  },
};

/** Objects and tuples, as jsondecode() reads them; everything in it stands at `at`. */
function readYaml(text: string, at: Location): TfValue | Failure {
  const tree = readYamlTree({ path: '', text });
  if (tree.kind !== 'failure') return new Reader(at).read(tree);
  const reason = `this YAML cannot be read: ${tree.message}`;
  return tree.limit ? { kind: 'failure', reason, limit: true } : failure(reason, 0);
}

class Reader {
  /** What an alias means is settled once and then shared, so that aliases of aliases cost nothing. */
  private readonly anchors = new Map<string, TfValue>();

  constructor(private readonly at: Location) {}

  read(tree: YamlTree): TfValue | Failure {
    if (tree.kind === 'alias') {
      const target = this.anchors.get(tree.anchor);
      return target ?? failure(`there is no anchor ${quote(tree.anchor)} before its alias`, 0);
    }
    const value = this.readTagged(tree);
    if (tree.anchor !== undefined && value.kind !== 'failure') this.anchors.set(tree.anchor, value);
    return value;
  }

  private readTagged(tree: YamlTreeScalar | YamlTreeMap | YamlTreeList): TfValue | Failure {
    if (tree.kind === 'scalar') return this.readScalar(tree);
    const expected = tree.kind === 'map' ? 'tag:yaml.org,2002:map' : 'tag:yaml.org,2002:seq';
    if (tree.tag !== undefined && tree.tag !== expected) {
      return failure(`a ${tree.kind} cannot be a ${tree.tag}`, 0);
    }
    return tree.kind === 'map' ? this.readMap(tree) : this.readList(tree);
  }

  private readScalar(scalar: YamlTreeScalar): TfValue | Failure {
    const value = resolveScalar(scalar, this.at);
    if (scalar.style !== 'block' || scalar.tag !== undefined || value.kind === 'failure') return value;
    // What stands behind "|" is a text, if one of the value that it would be otherwise.
    const text = asString(value);
    return typeof text === 'string' ? string(text, this.at) : value;
  }

  private readList({ items }: YamlTreeList): TfValue | Failure {
    const elements: TfValue[] = [];
    for (const item of items) {
      const element = this.read(item);
      if (element.kind === 'failure') return element;
      elements.push(element);
    }
    return tuple(elements, this.at);
  }

  /** The last of equal keys counts, and so does what is merged behind a key. */
  private readMap({ entries }: YamlTreeMap): TfValue | Failure {
    const result = new Map<string, TfValue>();
    for (const [written, content] of entries) {
      if (isMergeKey(written)) {
        const merged = this.read(content);
        if (merged.kind === 'failure') return merged;
        for (const map of merged.kind === 'tuple' ? merged.elements : [merged]) {
          if (!('entries' in map)) return failure(`a ${map.kind} cannot be merged into a map`, 0);
          for (const [key, value] of map.entries) result.set(key, value);
        }
        continue;
      }
      const key = this.readKey(written);
      if (typeof key !== 'string') return key;
      const value = this.read(content);
      if (value.kind === 'failure') return value;
      result.set(key, value);
    }
    return object(result, this.at);
  }

  private readKey(written: YamlTree): string | Failure {
    if (written.kind !== 'scalar') return failure('only a string can be a key', 0);
    const value = resolveScalar(written, this.at);
    if (value.kind === 'failure') return value;
    const key = asString(value);
    if (typeof key === 'string') return key.normalize('NFC');
    return failure('only a string can be a key', 0);
  }
}

function isMergeKey(key: YamlTree): boolean {
  if (key.kind !== 'scalar') return false;
  return key.tag === 'tag:yaml.org,2002:merge' || (key.tag === undefined && key.text === '<<');
}
