import { unionAll, type PeerSet } from '../../packets/peer-set';
import type { Location } from '../../text/source';
import { defined } from '../decoding';
import type { Facts } from '../facts';
import type { Directory } from './directories';
import { factText, type Shown, type ShownFacts } from './shown-facts';

/** What is known of a policy's deployment without anybody having stated it. */
export interface Inferred {
  /** The directories it belongs to; several when they share the policy. None: nothing is known. */
  readonly directories: readonly Directory[];
  /** Without the Regions: a policy's own provider comes between them and what is stated. */
  readonly facts: Facts;
  readonly regions: readonly string[];
  /** Why, fact by fact. */
  readonly reasons: readonly Reason[];
}

/** A fact as a person is told of it. */
export interface Reason {
  readonly fact: keyof ShownFacts;
  readonly text: string;
  /** "aws_subnet.a is in us-east-1a (main.tf:41)" */
  readonly why: string;
  readonly at: Location;
}

/** "vpcCidrs: 10.0.0.0/16, because aws_workspaces_directory.main is in aws_vpc.main (main.tf:3)" */
export function reasonText({ fact, text, why }: Reason): string {
  return `${FACT_NAMES[fact] ?? fact}: ${text}, because ${why}`;
}

/** Facts that no key of the configuration states are told in words. */
const FACT_NAMES: Readonly<Partial<Record<keyof ShownFacts, string>>> = {
  controllerSubnets: 'subnets of the directory controllers',
};

export const NOTHING_INFERRED: Inferred = { directories: [], facts: {}, regions: [], reasons: [] };

/** What directories have in common: whatever one of them needs counts, and what one does not show is not known. */
export function combine(directories: readonly Directory[], all: readonly ShownFacts[]): Inferred {
  const reasons: Reason[] = [];
  const take = <T extends string | readonly string[] | PeerSet>(
    fact: keyof ShownFacts,
    shown: readonly (Shown<T> | undefined)[],
    join: (values: readonly T[]) => T | undefined,
  ): T | undefined => {
    const known = shown.filter((each) => each !== undefined);
    const [first] = known;
    const value = join(known.map((each) => each.value));
    if (first === undefined || known.length < shown.length || value === undefined) return undefined;
    const why = [...new Set(known.map((each) => each.why))].join(' and ');
    reasons.push({ fact, text: factText(value), why, at: first.at });
    return value;
  };
  const regions = take(
    'regions',
    all.map((each) => each.regions),
    unique,
  );
  const facts: Facts = defined({
    protocols: take(
      'protocols',
      all.map((each) => each.protocols),
      unique,
    ),
    licensing: take(
      'licensing',
      all.map((each) => each.licensing),
      ([first]) => first,
    ),
    vpcCidrs: take(
      'vpcCidrs',
      all.map((each) => each.vpcCidrs),
      unionAll,
    ),
    workspaceSubnets: take(
      'workspaceSubnets',
      all.map((each) => each.workspaceSubnets),
      unionAll,
    ),
    directoryControllers: take(
      'directoryControllers',
      all.map((each) => each.directoryControllers),
      unionAll,
    ),
    controllerSubnets: take(
      'controllerSubnets',
      all.map((each) => each.controllerSubnets),
      unionAll,
    ),
  });
  return { directories, facts, regions: regions ?? [], reasons };
}

function unique<T extends string>(lists: readonly (readonly T[])[]): readonly T[] {
  return [...new Set(lists.flat())];
}
