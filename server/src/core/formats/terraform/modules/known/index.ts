import type { Location, SourceFile } from '../../../../text/source';
import { readDirectory, type Declaration, type Directory } from '../../directory';
import { META } from '../../variables';
import { areSince, ANY_RELEASE, releasesOf, type Release, type Releases } from './releases';
import { securityGroup, serviceGroup } from './security-group';
import { vpc } from './vpc';

/** What is known of a call whose module is not on this disk: a stand-in for it, and which releases may be meant. */
export interface StandIn {
  readonly releases: Releases;
  /** Where the call says, or could say, which. */
  readonly at: Location;
}

/** A call of a module that is known here without being on the disk. */
export interface KnownCall {
  /** As it is written. */
  readonly source: string;
  readonly at: Location;
  readonly version: string | undefined;
  /** In a stand-in: what its own caller means. */
  readonly within: StandIn | undefined;
  readonly call: Declaration;
}

/**
 * The configuration that stands in for a well-known public module, made of what is published about it: the same names
 * and the same meaning, as far as it decides what is let through. A text says why there is none after all; undefined
 * for modules that nothing is known of.
 */
export function standInFor(known: KnownCall): Directory | string | undefined {
  const wanted = parseSource(known.source);
  const module = wanted && MODULES.get(wanted.name);
  if (wanted === undefined || module === undefined) return undefined;
  const constraint = wanted.release ?? known.version;
  const releases =
    known.within?.releases ?? (constraint === undefined ? ANY_RELEASE : releasesOf(constraint));
  const text = module.text(wanted.inside, releases);
  if (text === undefined) return undefined;
  if (areSince(releases, module.first) === false || areSince(releases, module.end) === true) {
    return `nothing is known here of release ${constraint ?? ''} of ${known.source}`;
  }
  const folder = `${wanted.name}${wanted.inside}`;
  const directory = directoryOf(folder, text);
  const stranger = module.hasAllInputs ? strangerIn(known.call, directory) : undefined;
  if (stranger !== undefined) return `nothing is known here of the input ${stranger} of ${known.source}`;
  return { ...directory, standIn: { releases, at: known.within?.at ?? known.at } };
}

interface KnownModule {
  /** What a call of it, or of a module inside it, comes to. */
  readonly text: (inside: string, releases: Releases) => string | undefined;
  /** The releases that this holds for: from the first on, and before the end. */
  readonly first: Release;
  readonly end: Release;
  /** An input that the stand-in does not have may mean anything. */
  readonly hasAllInputs: boolean;
}

const MODULES: ReadonlyMap<string, KnownModule> = new Map<string, KnownModule>([
  ['security-group', { text: groupText, first: [3, 6, 0], end: [6, 0, 0], hasAllInputs: true }],
  [
    'vpc',
    {
      text: (inside) => (inside === '' ? vpc() : undefined),
      first: [2, 0, 0],
      end: [7, 0, 0],
      hasAllInputs: false,
    },
  ],
]);

function groupText(inside: string, releases: Releases): string | undefined {
  if (inside === '') return securityGroup();
  const name = /^\/modules\/([\w-]+)$/.exec(inside)?.[1];
  const service = name === undefined ? undefined : serviceGroup(name);
  if (service?.since !== undefined && areSince(releases, service.since) !== true) return undefined;
  return service?.text;
}

interface Wanted {
  readonly name: string;
  /** Behind `//`, with one slash in front. */
  readonly inside: string;
  /** A release that the source itself names. */
  readonly release?: string;
}

const REGISTRY =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?terraform-aws-modules\/(security-group|vpc)\/aws(?:\/(\/.*))?$/;
const GIT =
  /^(?:git::)?(?:(?:https|ssh):\/\/)?(?:git@)?github\.com[/:]terraform-aws-modules\/terraform-aws-(security-group|vpc)(?:\.git)?(?:\/(\/[^?]*))?(?:\?(.*))?$/;

function parseSource(source: string): Wanted | undefined {
  const [, name, inside = '', query] = REGISTRY.exec(source) ?? GIT.exec(source) ?? [];
  if (name === undefined) return undefined;
  const release = /(?:^|&)ref=v?(\d+\.\d+\.\d+)(?:&|$)/.exec(query ?? '')?.[1];
  return { name, inside, ...(release !== undefined && { release }) };
}

function strangerIn({ block }: Declaration, { variables }: Directory): string | undefined {
  return block.body.attributes.find(({ name }) => !variables.has(name) && !META.has(name))?.name;
}

const directories = new Map<string, Directory>();
const files = new WeakSet<SourceFile>();

function directoryOf(folder: string, text: string): Directory {
  let directory = directories.get(folder);
  if (directory === undefined) {
    const file = { path: `registry.terraform.io/terraform-aws-modules/${folder}/main.tf`, text };
    files.add(file);
    directory = readDirectory([file]);
    directories.set(folder, directory);
  }
  return directory;
}

/** Whether a file is one that stands in: nobody has it, and nobody is told of places in it. */
export function isStandIn(file: SourceFile): boolean {
  return files.has(file);
}
