import type { SourceFile } from '../../../text/source';
import type { Answer, Environment, Want } from '../../format';
import { readDirectory, type Directory } from '../directory';
import { newBudget, type Budget, type LimitExceeded } from '../evaluate/scope';
import { configurationFiles } from '../files';
import { assignedValues, type Assigned } from '../variables';

/** A root module and everything that it calls: what all of them share. */
export interface Tree {
  readonly environment: Environment;
  /** The folder of the root. */
  readonly root: string;
  /** What somebody gave the variables of the root. */
  readonly assigned: ReadonlyMap<string, Assigned>;
  readonly budget: Budget;
  readonly limits: LimitExceeded[];
  /** What is being worked out, innermost last. */
  readonly path: string[];
  /** How many modules may still be made. */
  modulesLeft: number;
  /** The configuration in a folder; undefined where there is none, or where it has not been read (yet). */
  directoryIn(folder: string): Directory | undefined;
  /** What the host says about something that is not among the files; asks for it when that is not known yet. */
  ask(want: Want): Answer | undefined;
}

/** Modules that one root is made of; somebody who calls ten modules that call ten, and so on, ends here. */
export const MAX_MODULES = 2_000;

/** What all roots that are read together look things up in. */
export interface Surroundings {
  readonly folders: ReadonlyMap<string, readonly SourceFile[]>;
  readonly environment: Environment;
  readonly wants: Map<string, Want>;
}

export function growTree(root: string, { folders, environment, wants }: Surroundings): Tree {
  return {
    environment,
    root,
    assigned: assignedValues(folders.get(root) ?? [], environment),
    budget: newBudget(),
    limits: [],
    path: [],
    modulesLeft: MAX_MODULES,
    directoryIn(folder) {
      const files = configurationFiles(folders.get(folder) ?? []);
      return files.length === 0 ? undefined : readDirectory(files);
    },
    ask(want) {
      const answer = environment.outside?.(want);
      if (answer === undefined) wants.set(`${want.kind} ${want.path}`, want);
      return answer;
    },
  };
}
