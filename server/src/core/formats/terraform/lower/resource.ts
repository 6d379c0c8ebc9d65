import type { Location } from '../../../text/source';
import type { Comment, Policy } from '../../../policies/policy';
import type { Unknown, Value } from '../../../values/value';
import type { Section } from './section';

/**
 * One instance of a resource, however it is written: all that becoming a policy asks of it. As a section it has no
 * doubt of its own: that it may not be there matters more for some readers than for others.
 */
export interface Resource extends Omit<Section, 'doubt' | 'anything'> {
  readonly type: string;
  /** Absolute: `module.net.aws_security_group.web["a"]`; without its key where that is not known. */
  readonly address: string;
  /** Of the block that it is an instance of, likewise absolute: `module.net.aws_security_group.web`. */
  readonly key: string;
  /** Why it may not be there. */
  readonly existence?: Unknown;
  /** What decides whether it is there. Where two resources say the same, they are there together. */
  readonly condition: string | undefined;
  /** Its text can be read to the end. */
  readonly complete: boolean;
  /** Where an argument is set. */
  place(argument: string): Location;
  /**
   * The blocks in it of a type, or the objects that stand for them; `undefined` when there is nothing of that name
   * at all, which to AWS is not the same as none.
   */
  sections(type: string): readonly Section[] | undefined;
  /** The arguments whose changes Terraform ignores, `all` among them. */
  readonly ignored: { readonly names: readonly string[]; readonly at: Location } | undefined;
  /** The keys of the resources that an argument, or a nested block, leads to; other things may be among them. */
  mentions(argument: string): ReadonlySet<string>;
  /** Set in a module that is called: what the resource is called there, and the calls that lead there. */
  readonly call?: Policy['call'] | undefined;
  /** The comments that stand at it, and at the calls that lead to it. */
  readonly comments: readonly Comment[];
  /** Where it is made: its own Region, else that of its provider; `undefined` when nothing states one. */
  readonly region: Value<string> | undefined;
}

/** The instances that one block stands for: perhaps none. */
export interface ResourceBlock {
  readonly type: string;
  readonly complete: boolean;
  readonly resources: readonly Resource[];
}

/** All resources of a unit, those in modules too. Which are asked for by type: most types are nobody's business. */
export interface Resources {
  /** The blocks of these types, in file order. */
  blocks(types: { has(type: string): boolean }): readonly ResourceBlock[];
}

export function resourcesOf(
  types: { has(type: string): boolean },
  { resources }: { readonly resources: Resources },
): readonly Resource[] {
  return resources.blocks(types).flatMap((block) => block.resources);
}
