import { join } from 'node:path';
import { CONFIGURATION_FILE } from '../core/deployment/configuration';
import { readUnits } from '../core/formats/index';
import { ROLES } from '../core/requirements/requirement';
import { createTextFile } from '../files';
import { defineCommand } from './define-command';
import { readToday, runAnalysis, type AnalysisRun } from './run-analysis';
import { WrongUsage } from './usage';

export const init = defineCommand({
  usage: 'init [PATH…]\n\nPATH is a file or a folder to look for policies in, "." unless given.',
  options: {},
  async run(args, host) {
    const found = await runAnalysis(
      {
        paths: args.paths,
        configuration: 'none',
        stated: { roles: [], facts: {} },
        today: readToday(undefined, host),
        inlineSuppressions: true,
      },
      host,
    );
    const why = createTextFile(join(host.cwd, CONFIGURATION_FILE), configurationText(found));
    if (why !== undefined) throw new WrongUsage(`${CONFIGURATION_FILE} cannot be written: ${why}.`);
    return { status: 0, stdout: '', stderr: `Wrote ${CONFIGURATION_FILE}.\n` };
  },
});

/** A valid configuration that states what was found; what only a person knows stands in comments. */
function configurationText(found: AnalysisRun): string {
  const regions = [...new Set(found.analysis.coverage.flatMap(({ region }) => region ?? []))].sort();
  const roleless = policiesWithoutRole(found);
  return [
    '# What workspaces-netlint cannot read from the files. Every key may be left out.',
    '',
    ...(regions.length === 0
      ? ['# The Regions that the WorkSpaces are in.', '# regions: [us-west-2]']
      : ['# Inferred from gateway ranges.', `regions: [${regions.join(', ')}]`]),
    '',
    '# The streaming protocols in use; unstated, both are looked for.',
    '# protocols: [pcoip, wsp]',
    '',
    '# Whether WorkSpaces reach the internet; stated true, a gap is an error.',
    '# internetAccess: true',
    '',
    ...(roleless.length === 0
      ? []
      : [
          `# Policies without a role are not judged. Remove the # of those that are for WorkSpaces, and choose:`,
          `# ${ROLES.filter((role) => role !== 'vpc').join(', ')}.`,
          '# policies:',
          ...roleless.flatMap(({ file, policy, role }) => [
            `#   - files: ${quoted(file)}`,
            `#     match: ${quoted(policy)}`,
            `#     role: ${role}`,
          ]),
          '',
        ]),
  ].join('\n');
}

function policiesWithoutRole({ analysis, files }: AnalysisRun) {
  const keyOf = (file: string, policy: string) => JSON.stringify([file, policy]);
  const judged = new Set(analysis.coverage.map(({ at, policy }) => keyOf(at.file.path, policy)));
  return readUnits(files, {})
    .flatMap((unit) => unit.policies)
    .filter(({ at, name }) => !judged.has(keyOf(at.file.path, name)))
    .map(({ at, name, kind }) => ({
      file: at.file.path,
      policy: name,
      role: kind === 'firewall' ? 'client-network' : 'workspace',
    }));
}

/** In YAML's double quotes. As a glob, a text matches itself whatever is in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
