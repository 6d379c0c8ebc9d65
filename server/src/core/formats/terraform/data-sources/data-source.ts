import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import type { Module } from '../module';
import type { TfValue } from '../values/value';

/** One instance of a `data` block. */
export interface DataSource {
  readonly module: Module;
  readonly declaration: Declaration;
  readonly instance: Instance;
}

/** By attribute: its value, or `undefined` where only AWS knows. */
export type Answers = Readonly<Record<string, (source: DataSource, name: string) => TfValue | undefined>>;

export function typeOf({ declaration }: DataSource): string {
  return declaration.block.labels[0]?.text ?? '';
}

/** An argument as it is written; `undefined` when it is not set. */
export function argumentOf({ module, declaration, instance }: DataSource, name: string): TfValue | undefined {
  return module.argument(declaration, instance, name);
}
