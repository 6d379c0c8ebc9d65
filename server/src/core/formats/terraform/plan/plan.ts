import { isList, type JsonDocument, type JsonPlace } from '../../../syntax/json';
import { hasHiddenSources } from './hidden';
import { isObject, type JsonObject } from '../../../values/json-object';

/** A plan or a state: its resources, and the configuration that a plan was made from. */
export interface Plan {
  /** A state shows what there is; nobody can tell what of it was asked for. */
  readonly kind: 'plan' | 'state';
  /** What is there in the end, data sources too, in file order. */
  readonly resources: readonly PlannedResource[];
  /** The instances of each block, by its key. */
  readonly blocks: ReadonlyMap<string, readonly PlannedResource[]>;
  readonly byAddress: ReadonlyMap<string, PlannedResource>;
  /** What happens to resources, those that go away among them. */
  readonly changes: readonly Change[];
  readonly providers: JsonObject;
  /** The values of the root's variables. */
  readonly variables: JsonObject;
  /** The whole document, to point at. */
  readonly place: JsonPlace;
  /** Terraform stopped half way, or put some of it off. */
  readonly unfinished: boolean;
  /** It was made from expressions that it does not show. */
  readonly hasHiddenSources: boolean;
}

/** An instance of a module. */
export interface PlannedModule {
  /** `module.net["a"]`; empty for the root. */
  readonly address: string;
  /** Its configuration, which all instances of all calls of it share. */
  readonly source: JsonObject;
  readonly caller?: Caller;
  readonly children: PlannedModule[];
  readonly resources: PlannedResource[];
}

export interface Caller {
  readonly module: PlannedModule;
  readonly name: string;
  /** What stands in brackets behind the name of the call, with them: `["a"]`, `[0]`, or nothing. */
  readonly index: string;
  readonly call: JsonObject;
}

export interface PlannedResource {
  readonly address: string;
  /** The address of its block: `module.net["a"].aws_security_group.web`. */
  readonly key: string;
  readonly mode: 'managed' | 'data';
  /** That of a data source starts as its address does. */
  readonly type: string;
  /** What stands in brackets behind its name, with them. */
  readonly index: string;
  readonly module: PlannedModule;
  /** As it is configured; empty in a state. */
  readonly source: JsonObject;
  readonly values: JsonObject;
  /** In the shape of the values: `true` for each that is known after apply. */
  readonly unknowns: JsonObject;
  readonly change?: Change;
  readonly place: JsonPlace;
}

/** An entry of `resource_changes`. */
export interface Change {
  readonly type: string;
  readonly actions: readonly unknown[];
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly unknowns: JsonObject;
}

/** The plan or state that a document holds; without resources where it holds neither. */
export function readPlan({ value, root: place }: JsonDocument): Plan {
  const document = record(value);
  const kind = isObject(document.planned_values) ? 'plan' : 'state';
  const changes = new Map<string, Change>();
  for (const entry of list(document.resource_changes).map(record)) {
    // What was replaced before and is only put away now goes by the same address.
    if ('deposed' in entry) continue;
    const { actions, before, after, after_unknown: unknowns } = record(entry.change);
    changes.set(text(entry.address), {
      type: text(entry.type),
      actions: list(actions),
      before: record(before),
      after: record(after),
      unknowns: record(unknowns),
    });
  }
  const source = record(record(document.configuration).root_module);
  const root: PlannedModule = { address: '', source, children: [], resources: [] };
  const blocks = new Map<string, PlannedResource[]>();
  const resources: PlannedResource[] = [];
  const byAddress = new Map<string, PlannedResource>();
  const add = (resource: PlannedResource): void => {
    const others = blocks.get(resource.key);
    if (others === undefined) blocks.set(resource.key, [resource]);
    else others.push(resource);
    resources.push(resource);
    byAddress.set(resource.address, resource);
  };
  const main = kind === 'plan' ? 'planned_values' : 'values';
  readModule(record(document[main]).root_module, place.at(main, 'root_module'), root, changes, add);
  // Data that could be read while planning is in the state before it.
  const prior = record(record(document.prior_state).values).root_module;
  readModule(prior, place.at('prior_state', 'values', 'root_module'), root, changes, (resource) => {
    if (resource.mode === 'data') add(resource);
  });
  return {
    kind,
    resources,
    blocks,
    byAddress,
    changes: [...changes.values()],
    providers: record(record(document.configuration).provider_config),
    variables: record(document.variables),
    place,
    unfinished: document.errored === true || document.complete === false,
    hasHiddenSources: kind === 'plan' && hasHiddenSources(document),
  };
}

function readModule(
  value: unknown,
  place: JsonPlace,
  module: PlannedModule,
  changes: ReadonlyMap<string, Change>,
  add: (resource: PlannedResource) => void,
): void {
  const { resources, child_modules: children } = record(value);
  const sources = resourceSources(module);
  list(resources).forEach((entry, at) => {
    if (!isObject(entry)) return;
    const resource = readResource(entry, place.at('resources', at), module, sources, changes);
    module.resources.push(resource);
    add(resource);
  });
  list(children).forEach((entry, at) => {
    const child = childOf(module, text(record(entry).address));
    if (child !== undefined) readModule(entry, place.at('child_modules', at), child, changes, add);
  });
}

function readResource(
  entry: JsonObject,
  place: JsonPlace,
  module: PlannedModule,
  sources: ReadonlyMap<string, JsonObject>,
  changes: ReadonlyMap<string, Change>,
): PlannedResource {
  const mode = entry.mode === 'data' ? 'data' : 'managed';
  const type = `${mode === 'data' ? 'data.' : ''}${text(entry.type)}`;
  const block = `${type}.${text(entry.name)}`;
  const key = prefixed(module, block);
  const { index: indexed } = entry;
  const index =
    typeof indexed === 'number' || typeof indexed === 'string' ? `[${JSON.stringify(indexed)}]` : '';
  const change = changes.get(text(entry.address)) ?? changes.get(key + index);
  return {
    address: key + index,
    key,
    mode,
    type,
    index,
    module,
    source: sources.get(block) ?? {},
    values: record(entry.values),
    unknowns: change?.unknowns ?? {},
    ...(change !== undefined && { change }),
    place,
  };
}

function resourceSources({ source }: PlannedModule): ReadonlyMap<string, JsonObject> {
  return new Map(list(source.resources).map((entry) => [text(record(entry).address), record(entry)]));
}

/** The instance of a module with this address, which is made when it is first met. */
function childOf(parent: PlannedModule, address: string): PlannedModule | undefined {
  const known = parent.children.find((child) => child.address === address);
  if (known !== undefined) return known;
  const own = address.slice(parent.address === '' ? 0 : parent.address.length + 1);
  const [, name = '', index = ''] = CALL.exec(own) ?? [];
  if (name === '') return undefined;
  const call = record(record(parent.source.module_calls)[name]);
  const caller = { module: parent, name, index, call };
  const child = { address, source: record(call.module), caller, children: [], resources: [] };
  parent.children.push(child);
  return child;
}

const CALL = /^module\.([^.[]+)(\[.*\])?$/s;

/** A name in a module as it is called from outside. */
export function prefixed({ address }: PlannedModule, name: string): string {
  return address === '' ? name : `${address}.${name}`;
}

/** Plans of other versions leave things out: what is no object, list or text there counts as an empty one. */
export function record(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function list(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
