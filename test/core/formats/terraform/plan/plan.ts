import { terraformPlan } from '../../../../../server/src/core/formats/terraform/plan';
import type { Unit } from '../../../../../server/src/core/formats/format';
import { showRules } from '../../../../support/show-policy';

type Json = Readonly<Record<string, unknown>>;

/** A resource of a plan, in a few words. */
export interface Planned {
  readonly address: string;
  readonly values?: Json;
  readonly unknown?: Json;
  /** As it is before; without it, it is made. */
  readonly before?: Json;
}

/** A module of a configuration: the expressions of its blocks by their keys, and its calls. */
export interface Configured {
  readonly resources?: Readonly<Record<string, Json>>;
  /** The `for_each` or `count` of blocks. */
  readonly loops?: Readonly<Record<string, Json>>;
  readonly calls?: Readonly<Record<string, Json & { readonly module: unknown }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The references of an expression, with all that each begins with, as Terraform lists them. */
export function refs(...names: readonly string[]): Json {
  return {
    references: names.flatMap((name) => {
      const longer: string[] = [];
      for (
        let text = name;
        text.split('.').length >= 2;
        text = text.replace(/(?:\.[^.[\]]+|\[[^\]]*\])$/, '')
      )
        longer.push(text);
      return longer;
    }),
  };
}

export function value(constant: unknown): Json {
  return { constant_value: constant };
}

export function configured({ resources = {}, loops = {}, calls, outputs }: Configured): Json {
  return {
    resources: Object.entries(resources).map(([address, expressions]) => {
      const [type, name] = address.split('.').slice(-2);
      const mode = address.startsWith('data.') ? 'data' : 'managed';
      const loop = loops[address];
      return { address, mode, type, name, provider_config_key: 'aws', expressions, ...loop };
    }),
    ...(calls !== undefined && { module_calls: calls }),
    ...(outputs !== undefined && { outputs }),
  };
}

/** A plan as `terraform show -json` prints it, in one line. */
export function planText(resources: readonly Planned[], configuration: Json, rest: Json = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.5',
    planned_values: { root_module: modules(resources) },
    resource_changes: resources.map((resource) => ({
      ...described(resource.address),
      change: {
        actions: [resource.before === undefined ? 'create' : 'no-op'],
        before: resource.before ?? null,
        after: resource.values ?? {},
        after_unknown: resource.unknown ?? {},
      },
    })),
    configuration: { root_module: configuration },
    ...rest,
  });
}

export function stateText(resources: readonly Planned[]): string {
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.9.5',
    values: { root_module: modules(resources) },
  });
}

const STEP = /(?:^|\.)(module\.[^.[]+(?:\[[^\]]*\])?)/g;

/** Resources in the modules that their addresses name. */
function modules(resources: readonly Planned[], address = ''): Json {
  const paths = resources.map((resource) => ({
    resource,
    path: [...resource.address.matchAll(STEP)].map((step) => step[1] ?? ''),
  }));
  const depth = address === '' ? 0 : [...address.matchAll(STEP)].length;
  const own = paths.filter(({ path }) => path.length === depth).map(({ resource }) => resource);
  const children = new Set(
    paths.filter(({ path }) => path.length > depth).map(({ path }) => path.slice(0, depth + 1).join('.')),
  );
  return {
    ...(address !== '' && { address }),
    resources: own.map((resource) => ({
      ...described(resource.address),
      values: resource.values ?? {},
    })),
    child_modules: [...children].map((child) =>
      modules(
        paths
          .filter(({ path }) => path.slice(0, depth + 1).join('.') === child)
          .map(({ resource }) => resource),
        child,
      ),
    ),
  };
}

function described(address: string): Json {
  const [, data, type = '', name, index] =
    /(?:^|\.)(data\.)?([a-z]\w*)\.([\w-]+)(\[.*\])?$/.exec(address.replace(STEP, '')) ?? [];
  const key: unknown = index === undefined ? undefined : JSON.parse(index.slice(1, -1));
  return { address, mode: data === undefined ? 'managed' : 'data', type, name, index: key };
}

export function readText(text: string, path = 'net/plan.json'): Unit {
  return terraformPlan.read([{ path, text }], {});
}

/** Each policy by its name, with its rules as lines. */
export function policiesIn(text: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(readText(text).policies.map((policy) => [policy.name, showRules(policy)]));
}
