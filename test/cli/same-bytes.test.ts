import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { REPORTERS } from '../../server/src/cli/reporters/reporter';
import { EXPORT, FIREWALL, GROUP, VARIABLES } from '../lsp/fixtures';
import { runIn } from './run';
import { folderWith } from './temporary';

const CONFIGURATION = '.workspaces-netlint.yaml';

/** A repository in which something is found in every format, in a module that is called twice, and a suppression. */
const REPOSITORY = {
  [CONFIGURATION]: 'regions: [us-west-2]\npolicies:\n  - files: "exports/**"\n    role: client-network\n',
  'net/main.tf': GROUP,
  'net/variables.tf': VARIABLES,
  'modules/group/main.tf': `variable "cidr" {}\n${GROUP.replaceAll('var.office', 'var.cidr')}`,
  'envs/east/main.tf': 'module "group" {\n  source = "../../modules/group"\n  cidr   = "10.1.0.0/16"\n}\n',
  'envs/west/main.tf': 'module "group" {\n  source = "../../modules/group"\n  cidr   = "10.2.0.0/99"\n}\n',
  'exports/groups.json': EXPORT,
  'firewalls/edge.yaml': FIREWALL,
  'firewalls/quiet.yaml': `# workspaces-netlint: disable=missing-flow reason="on purpose"\n${FIREWALL}`,
};

/** The same files, named in different orders and ways. */
const ORDERS = [
  ['.'],
  ['net', 'modules', 'envs', 'exports', 'firewalls', CONFIGURATION],
  [CONFIGURATION, 'firewalls', 'exports', 'envs', 'modules', 'net'],
  ['exports', 'net/', './envs', 'firewalls/quiet.yaml', 'modules', 'firewalls', CONFIGURATION],
  ['envs/west', 'envs/east', '.', 'net', 'modules/group', 'exports/groups.json'],
];

describe('five runs over the same files, from different places and in different orders', () => {
  for (const format of Object.keys(REPORTERS)) {
    it(`give the same bytes as ${format}`, async (context) => {
      const original = folderWith(context, { ...REPOSITORY, '.git/HEAD': '' });
      const answers: string[] = [];
      for (const [turn, paths] of ORDERS.entries()) {
        const cwd = join(folderWith(context, {}), 'deeper/'.repeat(turn), `copy ${turn}`);
        mkdirSync(dirname(cwd), { recursive: true });
        cpSync(original, cwd, { recursive: true });
        const { status, stdout, stderr } = await runIn(cwd, ['lint', '--format', format, ...paths]);
        assert.equal(stderr, '');
        assert.equal(status, 1);
        answers.push(stdout);
      }
      assert.deepEqual([...new Set(answers)], [answers[0]]);
      assert.match(answers[0] ?? '', /missing-flow/);
    });
  }
});
