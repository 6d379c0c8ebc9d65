import type { Attribute, Block, Body, Expression } from '../../syntax/hcl';
import type { Location, SourceFile } from '../../text/source';
import type { Unknown, Value } from '../../values/value';
import { grouped } from '../../text/grouped';
import type { Environment } from '../format';
import { resolveData, resolveManaged } from './addresses';
import type { Declaration, Directory } from './directory';
import { evaluate } from './evaluate/evaluate';
import type { Resolved, ResolvedStep, Scope } from './evaluate/scope';
import { FUNCTIONS } from './functions';
import { expandInstances, type Instance, type Instances } from './instances';
import { fileAccess, pathValue } from './modules/files';
import { follow, type Unfollowed } from './modules/follow';
import { resolveRelease } from './modules/known/at-least';
import { readOutput, resolveCall } from './modules/outputs';
import { MAX_MODULES, type Tree } from './modules/tree';
import { fileOf } from './overrides';
import { readProviderRegion, type ProviderName } from './provider';
import { unknownValue } from './values/make';
import type { TfValue } from './values/value';
import { readVariable } from './variables';

/** Why a value is unknown that stands in text which does not parse. That has a finding of its own. */
export const BROKEN_TEXT = 'a part of the text that it stands in cannot be read';

/** What made a module that is not the root. */
export interface ModuleCall {
  readonly parent: Module;
  readonly declaration: Declaration;
  readonly instance: Instance;
}

/**
 * One instance of a module, and what the names in its directory mean. Everything is worked out when it is first asked
 * for, and once.
 */
export class Module {
  /** `module.net["a"].module.groups`; empty for the root. */
  readonly address: string;
  /** The names of the calls that lead here, from the root on. */
  readonly callNames: readonly string[];
  /** Why it may not be there. */
  readonly doubt?: Unknown;
  private readonly values = new Map<string, TfValue>();
  private readonly regions = new Map<string, Value<string> | undefined>();
  private readonly scopes = new Map<SourceFile, Scope>();
  private readonly instances = new Map<Block, Instances>();
  private readonly follows = new Map<Declaration, Directory | Unfollowed>();
  private readonly children = new Map<Instance, Module | undefined>();

  constructor(
    readonly directory: Directory,
    readonly tree: Tree,
    readonly call?: ModuleCall,
  ) {
    this.address = call?.instance.address ?? '';
    const name = call?.declaration.block.labels[0]?.text;
    this.callNames = call === undefined || name === undefined ? [] : [...call.parent.callNames, name];
    const doubt = call?.parent.doubt ?? call?.instance.doubt;
    if (doubt !== undefined) this.doubt = doubt;
  }

  get environment(): Environment {
    return this.tree.environment;
  }

  /** An address of this module as the whole tree knows it. */
  absolute(address: string): string {
    return this.address === '' ? address : `${this.address}.${address}`;
  }

  /** What expressions of a file see. */
  scope(file: SourceFile): Scope {
    let scope = this.scopes.get(file);
    if (scope === undefined) {
      scope = {
        file,
        resolve: (root, path, at) => this.resolve(root, path, at),
        functions: FUNCTIONS,
        budget: this.tree.budget,
        limits: this.tree.limits,
        files: fileAccess(this),
      };
      this.scopes.set(file, scope);
    }
    return scope;
  }

  /** What expressions of a variable file see: nothing. */
  valuesScope(file: SourceFile): Scope {
    const { budget, limits } = this.tree;
    return { file, resolve: () => undefined, functions: new Map(), budget, limits };
  }

  /** The value of an argument; what could not be parsed is unknown for that reason. */
  evaluate(expression: Expression, scope: Scope): TfValue {
    if (expression.kind !== 'missing') return evaluate(expression, scope);
    return unknownValue({ reason: BROKEN_TEXT, at: { file: scope.file, span: expression.span } });
  }

  /** The instances of a block; `name` is its address in this module. */
  instancesOf(declaration: Declaration, name: string): Instances {
    const found = this.instances.get(declaration.block);
    if (found !== undefined) return found;
    const address = this.absolute(name);
    const cycle = this.cycleOf(address);
    this.tree.path.push(address);
    const instances = expandInstances(declaration, address, this, cycle);
    this.tree.path.pop();
    this.instances.set(declaration.block, instances);
    return instances;
  }

  /** An argument of a resource or data source; `undefined` when it is not set. */
  argument(declaration: Declaration, instance: Instance, name: string): TfValue | undefined {
    const value = this.argumentOrNull(declaration, instance, name);
    return value?.kind === 'null' ? undefined : value;
  }

  /** The same; null is a value too, as it is for a module. */
  argumentOrNull(declaration: Declaration, instance: Instance, name: string): TfValue | undefined {
    const attribute = findAttribute(declaration.block.body, name);
    if (attribute === undefined) return undefined;
    const file = fileOf(attribute, declaration.file);
    const scope = file === instance.scope.file ? instance.scope : { ...instance.scope, file };
    const compute = (): TfValue => this.evaluate(attribute.expr, scope);
    const at = { file, span: attribute.nameSpan };
    return attribute.expr.kind === 'literal'
      ? compute()
      : this.once(`${instance.address}.${name}`, compute, at, instance.values);
  }

  /** The Region of a provider `aws`. */
  providerRegion(name: ProviderName): Value<string> | undefined {
    const { alias, key } = name;
    const id = key?.kind === 'string' ? `${alias}[${JSON.stringify(key.value)}]` : alias;
    // What decides which one it is differs from resource to resource.
    if (key?.kind === 'unknown') return readProviderRegion(this, name);
    if (!this.regions.has(id)) {
      // A Region that is read from AWS by way of its own provider finds none here.
      this.regions.set(id, undefined);
      this.regions.set(id, readProviderRegion(this, name));
    }
    return this.regions.get(id);
  }

  /** What a call leads to. */
  followed(call: Declaration): Directory | Unfollowed {
    let found = this.follows.get(call);
    if (found === undefined) {
      found = follow(call, call.block.labels[0]?.text ?? '', this);
      this.follows.set(call, found);
    }
    return found;
  }

  /** The module that an instance of a call makes; `undefined` where it is not followed or there are too many. */
  childOf(call: Declaration, instance: Instance): Module | undefined {
    if (this.children.has(instance)) return this.children.get(instance);
    const directory = this.followed(call);
    const child = 'kind' in directory ? undefined : this.makeChild(directory, call, instance);
    this.children.set(instance, child);
    return child;
  }

  /** The modules that a call of this name makes. */
  childrenOf(name: string): readonly Module[] {
    const call = this.directory.modules.get(name);
    if (call === undefined || 'kind' in this.followed(call)) return [];
    const { all } = this.instancesOf(call, `module.${name}`);
    return all.flatMap((instance) => this.childOf(call, instance) ?? []);
  }

  private makeChild(directory: Directory, declaration: Declaration, instance: Instance): Module | undefined {
    if (this.tree.modulesLeft > 0) {
      this.tree.modulesLeft--;
      return new Module(directory, this.tree, { parent: this, declaration, instance });
    }
    const reason = `the configuration is made of more than ${grouped(MAX_MODULES)} modules`;
    this.tree.limits.push({ reason, at: headerOf(declaration) });
    return undefined;
  }

  /** The value of an output; `undefined` when there is none of that name. */
  output(name: string): TfValue | undefined {
    const declaration = this.directory.outputs.get(name);
    if (declaration === undefined) return undefined;
    return this.once(`output.${name}`, () => readOutput(declaration, this), headerOf(declaration));
  }

  private variable(name: string, at: Location): TfValue {
    const declaration = this.directory.variables.get(name);
    if (declaration === undefined) return unknownValue({ reason: `variable ${name} is not declared`, at });
    return this.once(`var.${name}`, () => readVariable(name, declaration, this), at);
  }

  private local(name: string, at: Location): TfValue {
    const local = this.directory.locals.get(name);
    if (local === undefined) return unknownValue({ reason: `local.${name} is not declared`, at });
    const { attribute, file } = local;
    return this.once(`local.${name}`, () => this.evaluate(attribute.expr, this.scope(file)), {
      file,
      span: attribute.nameSpan,
    });
  }

  private resolve(root: string, path: readonly ResolvedStep[], at: Location): Resolved | undefined {
    const [first, second] = path;
    switch (root) {
      case 'var':
        return first?.kind === 'attribute' ? { value: this.variable(first.name, at), used: 1 } : undefined;
      case 'local':
        return first?.kind === 'attribute' ? { value: this.local(first.name, at), used: 1 } : undefined;
      case 'path':
        return first?.kind === 'attribute' ? { value: pathValue(this, first.name, at), used: 1 } : undefined;
      case 'terraform':
      case 'tofu':
        return first?.kind === 'attribute'
          ? {
              value: unknownValue({ reason: `${root}.${first.name} is known when Terraform runs`, at }),
              used: 1,
            }
          : undefined;
      case 'module':
        return first?.kind === 'attribute' ? resolveCall(this, first.name, path, at) : undefined;
      case 'data':
        if (first?.kind !== 'attribute' || second?.kind !== 'attribute') return undefined;
        return resolveData(this, first.name, second.name, path);
      default:
        if (root === 'release' && this.directory.standIn !== undefined)
          return resolveRelease(this.directory.standIn, path, at);
        return first?.kind === 'attribute' ? resolveManaged(this, root, first.name, path) : undefined;
    }
  }

  private once(name: string, compute: () => TfValue, at: Location, values = this.values): TfValue {
    const found = values.get(name);
    if (found !== undefined) return found;
    // What belongs to an instance has its address in its name already.
    const key = values === this.values ? this.absolute(name) : name;
    const cycle = this.cycleOf(key);
    if (cycle !== undefined) return unknownValue({ reason: cycle, at });
    this.tree.path.push(key);
    const value = compute();
    this.tree.path.pop();
    values.set(name, value);
    return value;
  }

  private cycleOf(key: string): string | undefined {
    const { path } = this.tree;
    const start = path.indexOf(key);
    if (start === -1) return undefined;
    return `${key} depends on itself (${[...path.slice(start), key].join(' → ')})`;
  }
}

/** The header of a block, from its type to its last label. */
export function headerOf({ file, block }: Pick<Declaration, 'file' | 'block'>): Location {
  return { file, span: block.headerSpan };
}

export function findAttribute(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

/** The path of a reference as it would be written; `undefined` when a key in it is not known. */
export function writePath(root: string, path: readonly ResolvedStep[]): string | undefined {
  let text = root;
  for (const step of path) {
    if (step.kind === 'attribute') text += `.${step.name}`;
    else if (step.key.kind === 'number') text += `[${step.key.value}]`;
    else if (step.key.kind === 'string') text += `[${JSON.stringify(step.key.value)}]`;
    else return undefined;
  }
  return text;
}
