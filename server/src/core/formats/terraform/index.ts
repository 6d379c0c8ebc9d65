import type { SourceFile } from '../../text/source';
import { byFolder } from '../folders';
import type { Format, Problem, Unit } from '../format';
import { blockResources } from './blocks/resources';
import { parse, readDirectory, type Directory, type ParsedFile } from './directory';
import { extentOf } from './extent';
import { handedToModules } from './lower/handed-out';
import { readPolicies } from './lower/policies';
import { capitalised, startReading } from './lower/reading';
import { Module } from './module';
import { strayComments } from './remarks';
import { isLoaded } from './variables';
import { writeChange } from './write';

/** Terraform and OpenTofu: the files of one folder, with the values of its variables, are read as one. */
export const terraform: Format = {
  name: 'terraform',

  claims({ path }) {
    return path.endsWith('.tf') || path.endsWith('.tfvars');
  },

  divide: byFolder,

  extent: extentOf,

  read(files, environment) {
    const directory = readDirectory(files.filter(({ path }) => path.endsWith('.tf')));
    const values = files.filter(isLoaded).map((file) => ({ file, hcl: parse(file) }));
    const problems = [...directory.files, ...values].flatMap(syntaxProblems);
    // What is written without any of these words declares nothing that could be judged.
    if (!directory.files.some(({ file }) => MARKER.test(file.text))) {
      return { files, policies: [], attachments: [], problems, strayComments: strayComments(directory, []) };
    }
    const module = new Module(directory, files, environment);
    return readModule(module, files, directory, problems);
  },

  write: writeChange,
};

const MARKER = /aws_(?:vpc_)?(?:default_)?(?:security_group|network_acl)/;

function readModule(
  module: Module,
  files: readonly SourceFile[],
  directory: Directory,
  syntax: readonly Problem[],
): Unit {
  const reading = startReading({
    resources: blockResources(module),
    handedOut: handedToModules(directory),
    broken: directory.files.some(({ hcl }) => hcl.errors.length > 0),
  });
  const policies = readPolicies(reading);
  return {
    files,
    policies,
    attachments: [],
    problems: [...syntax, ...reading.problems, ...limitProblems(module)],
    strayComments: strayComments(directory, policies),
  };
}

/** One mistake makes the parser stumble again and again; the first place is the one to look at. */
function syntaxProblems({ file, hcl }: ParsedFile): readonly Problem[] {
  return hcl.errors.slice(0, 1).map(({ kind, message, span }) => ({
    kind: kind === 'limit' ? 'limit-exceeded' : 'syntax-error',
    message,
    at: { file, span },
  }));
}

function limitProblems({ limits }: Module): readonly Problem[] {
  const told = new Set<string>();
  return limits.flatMap(({ reason, at }) => {
    // One value that is too big makes those around it too big as well.
    if (told.has(reason)) return [];
    told.add(reason);
    const message = `${capitalised(reason)}. It is left out of the judgement.`;
    return [{ kind: 'limit-exceeded' as const, message, at }];
  });
}
