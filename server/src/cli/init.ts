import { join } from 'node:path';
import { CONFIGURATION_FILE } from '../core/deployment/configuration';
import { createTextFile } from '../files';
import { defineCommand } from './define-command';
import { initialConfiguration } from './initial-configuration';
import { readToday, runAnalysis } from './run-analysis';
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
    const why = createTextFile(
      join(host.cwd, CONFIGURATION_FILE),
      initialConfiguration(found.analysis.placements),
    );
    if (why !== undefined) throw new WrongUsage(`${CONFIGURATION_FILE} cannot be written: ${why}.`);
    return { status: 0, stdout: '', stderr: `Wrote ${CONFIGURATION_FILE}.\n` };
  },
});
