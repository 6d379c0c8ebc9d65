import type { SourceFile } from '../../text/source';
import type { Change } from '../../policies/change';
import type { Format, Problem, Want } from '../format';
import { parse } from './directory';
import { assignmentOf } from './assignment';
import type { LimitExceeded } from './evaluate/scope';
import { extentOf } from './extent';
import { configurationFiles, isConfiguration, isJson, isLoaded, isVariables } from './files';
import { capitalised } from './lower/reading';
import { divideByCalls, filesByFolder, localCalls, rootsOf } from './modules/graph';
import { isManifest } from './modules/manifest';
import { readRoot } from './modules/read-root';
import { together } from './modules/together';
import { strayComments } from './remarks';
import { remedyFor } from './remedy';
import { writeChange } from './write';
import { writeFed } from './write/fed';
import { writeSecondGroup } from './write/second-group';

/**
 * Terraform and OpenTofu. The files of one folder are read as one, with the values of its variables, and so are the
 * folders that it calls as modules: a folder that somebody calls is read as its callers see it.
 */
export const terraform: Format = {
  name: 'terraform',

  claims(file) {
    return isConfiguration(file) || isVariables(file) || isManifest(file);
  },

  divide: divideByCalls,

  leadsTo(file) {
    return isConfiguration(file) ? localCalls(file) : [];
  },

  extent: extentOf,

  read(files, environment) {
    const folders = filesByFolder(files);
    const wants = new Map<string, Want>();
    const own = [...folders.values()].flatMap(configurationFiles);
    const roots = rootsOf(folders).map((root) => readRoot(root, { folders, environment, wants }));
    const values = files.filter(isLoaded);
    const problems = [...own, ...values].flatMap(syntaxProblems);
    const unit = together(roots);
    return {
      files,
      policies: unit.policies,
      attachments: unit.attachments,
      ...(unit.parts !== undefined && { parts: unit.parts }),
      problems: [...problems, ...unit.problems, ...limitProblems(unit.limits)],
      strayComments: strayComments(own, unit),
      ...(wants.size > 0 && { wants: [...wants.values()] }),
    };
  },

  remedy: remedyFor,

  assignment: assignmentOf,

  write(change, unit) {
    return writtenAsJson(change) ? undefined : writeChange(change, unit);
  },

  writeFed(change, list, unit) {
    return writtenAsJson(change) ? undefined : writeFed(change, list, unit);
  },

  writeBeside(change, unit) {
    return writtenAsJson(change) ? undefined : writeSecondGroup(change, unit);
  },
};

/** JSON is written by programs, and a change belongs into what they make it from. */
function writtenAsJson({ policy }: Change): boolean {
  return [policy, ...policy.rules].some(({ at }) => isJson(at.file));
}

/** One mistake makes the parser stumble again and again; the first place is the one to look at. */
function syntaxProblems(file: SourceFile): readonly Problem[] {
  return parse(file)
    .errors.slice(0, 1)
    .map(({ kind, message, span }) => ({
      kind: kind === 'limit' ? 'limit-exceeded' : 'syntax-error',
      message,
      at: { file, span },
    }));
}

function limitProblems(limits: readonly LimitExceeded[]): readonly Problem[] {
  const told = new Set<string>();
  return limits.flatMap(({ reason, at }) => {
    // One value that is too big makes those around it too big as well.
    if (told.has(reason)) return [];
    told.add(reason);
    const message = `${capitalised(reason)}. It is left out of the judgement.`;
    return [{ kind: 'limit-exceeded' as const, message, at }];
  });
}
