import type { AddRules, Change, PublishedList } from '../policies/change';
import type { Comment, Direction, Policy } from '../policies/policy';
import type { Edit } from '../text/edits';
import type { Location, SourceFile, Span } from '../text/source';
import type { Attachment } from './attachment';

export type { Attachment };

/** One way in which people write network rules. Adding one: a file beside this, a line in `index.ts`. */
export interface Format {
  readonly name: string;
  /** Whether this file carries a marker of the format. Cheap: runs over every file and must not parse. */
  claims(file: SourceFile): boolean;
  /** The claimed files of a run in the groups that are read together; without it, every file stands alone. */
  divide?(files: readonly SourceFile[]): readonly (readonly SourceFile[])[];
  /**
   * The folders that a file leads to, with their slashes, of which all files are read together with it. Cheap, like
   * `claims`: it runs over every file of a workspace.
   */
  leadsTo?(file: SourceFile): readonly string[];
  /** Never throws; what is wrong with the text comes back as problems. */
  read(files: readonly SourceFile[], environment: Environment): Unit;
  /** All that a place is the head of, where a rule or policy is placed on its head; without it, the place is all. */
  extent?(at: Location): Span;
  /** What to do about an unknown whose fault a place is: a full sentence. Undefined where nothing is known to help. */
  remedy?(at: Location): string | undefined;
  /** For the place of a variable whose value nobody knows: how it is given one. */
  assignment?(at: Location): Assignment | undefined;
  /** How a change of a policy of the unit is spelt in its files; undefined where it cannot be. */
  write?(change: Change, unit: Unit): readonly Edit[] | undefined;
  /**
   * How new rules are spelt whose addresses are looked up in what AWS publishes; without it, none can be. Undefined
   * where the policy's rules cannot.
   */
  writeFed?(change: AddRules, list: PublishedList, unit: Unit): readonly Edit[] | undefined;
  /**
   * How new rules are spelt in a second policy that stands wherever the first one does; undefined where no second one
   * can.
   */
  writeBeside?(change: AddRules, unit: Unit): readonly Edit[] | undefined;
  /**
   * For a policy that is only an export of something real: the commands that change the real thing. Undefined where
   * the files themselves are what counts, or where nobody can say what it is called.
   */
  commands?(change: Change): readonly string[] | undefined;
}

/** A line that gives a variable a value. */
export interface Assignment {
  readonly name: string;
  /** The file that takes it, beside the one of the variable. */
  readonly file: string;
  /** The line up to where the value is to be typed, and what follows. */
  readonly before: string;
  readonly after: string;
}

/** Files that are read together, and what they say in network terms. */
export interface Unit {
  readonly files: readonly SourceFile[];
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
  /** Comments that stand at no policy; a directive among them goes nowhere and is told so. */
  readonly strayComments: readonly Comment[];
  /**
   * Set where the files hold several things whose names have nothing to do with each other, such as two deployments
   * that share a module. All policies and attachments of the unit are in one of them.
   */
  readonly parts?: readonly Part[];
  /** Made by a machine from files that lie beside it, which say the same where people can change it. */
  readonly derived?: true;
  /** What it would need to know and nobody has said yet. Left out: nothing. */
  readonly wants?: readonly Want[];
}

/** Names are unique in here. */
export type Part = Pick<Unit, 'policies' | 'attachments'>;

/**
 * Something beside the files that a format would like to know. Paths are like `SourceFile.path`; those of folders end
 * with their slash, and '' is where the run stands.
 */
export interface Want {
  /**
   * `folder`: the files of a folder that some format takes, to be added to the files of the run; `file`: one text,
   * whatever is in it; `listing`: the names of the files in a folder and below it.
   */
  readonly kind: 'folder' | 'file' | 'listing';
  readonly path: string;
  /** The file is to be one of the files of the run. */
  readonly joins?: true;
}

/** What the host says to a want. `beyond`: it lies outside the workspace, and nobody looks there. */
export type Answer =
  | 'absent'
  | 'beyond'
  /** Its files are among those of the run now. */
  | 'added'
  | { readonly kind: 'file'; readonly file: SourceFile }
  /** Relative to the folder, with `/`, in order. */
  | { readonly kind: 'listing'; readonly names: readonly string[] };

/** A malformed value or text. Each kind has a check of the same name. */
export interface Problem {
  readonly kind:
    | 'syntax-error'
    | 'limit-exceeded'
    | 'invalid-cidr'
    | 'invalid-port'
    | 'invalid-protocol'
    | 'host-bits-set';
  /** A full sentence: what is wrong, the value, what to do. */
  readonly message: string;
  readonly at: Location;
  /** The policy it belongs to. */
  readonly policy?: string;
}

/** What a format needs from outside the files. */
export interface Environment {
  /** Direction of permission lists that do not say it themselves. */
  readonly direction?: Direction;
  /** Values for the variables of the files. Those given one by one win over those in files. */
  readonly variables?: {
    readonly files: readonly SourceFile[];
    readonly values: readonly { readonly name: string; readonly value: string }[];
    /** From the environment of whoever runs this: what all others win over. */
    readonly environment?: readonly { readonly name: string; readonly value: string }[];
  };
  /** What the host has found out so far; `undefined` = nobody has asked it yet. Left out: nobody can be asked. */
  readonly outside?: (want: Want) => Answer | undefined;
  /** What AWS publishes as ip-ranges.json, as far as it is shipped. */
  readonly ipRanges?: IpRanges;
}

export interface IpRanges {
  /** When it was published: `2026-08-22-15-17-05`. */
  readonly createDate: string;
  /**
   * The addresses of a service in one Region (or `GLOBAL`), or in all of them, as the fewest CIDRs. Letters may be of
   * either case. Undefined when not all of that is shipped.
   */
  cidrs(
    service: string,
    region?: string,
  ): { readonly v4: readonly string[]; readonly v6: readonly string[] } | undefined;
}
