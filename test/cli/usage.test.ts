import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { version } from '../../package.json';
import { runIn } from './run';
import { folderWith } from './temporary';

const GROUP = '{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [], "IpPermissionsEgress": []}]}';

describe('wrong usage', () => {
  for (const [argv, message] of [
    [['lnt'], 'There is no command "lnt". Did you mean "lint"?'],
    [['constructor'], 'There is no command "constructor"'],
    [['--halp'], 'There is no flag "--halp". Did you mean "--help"?'],
    [['lint', '--rol', 'workspace'], 'There is no flag "--rol". Did you mean "--role"?'],
    [['lint', '--role', 'workspaces'], 'There is no role "workspaces". Did you mean "workspace"?'],
    [['lint', '--role', 'management'], '--role management fits no policy of this run'],
    [['lint', '--region', 'us-wset-2'], 'There is no Region "us-wset-2". Did you mean "us-west-2"?'],
    [['lint', '--edition', '2026-08-23'], 'There is no edition "2026-08-23". Did you mean "2026-08-22"?'],
    [['lint', '--edition', 'newest'], 'There is no edition "newest". Did you mean "latest"?'],
    [['lint', '--protocols', 'pcoip,rdp'], 'There is no streaming protocol "rdp". Did you mean "wsp"?'],
    [['lint', '--protocols', 'pcoip,'], 'There is no streaming protocol ""'],
    [['lint', '--direction', 'out'], 'There is no direction "out". Did you mean "outbound"?'],
    [['lint', '--format', 'jsn'], 'There is no format "jsn". Did you mean "json"?'],
    [['lint', '--var-file', 'x'], '--var-file x: there is no such file.'],
    [['lint', '--var', 'region'], '--var region is not of the form NAME=VALUE.'],
    [['lint', '--output', 'x'], '--output goes with the --format before it: there is none.'],
    [['lint', '--format', 'json', '--output', 'x', '--output', 'y'], '--format json has two --output files.'],
    [
      ['lint', '--format', 'json', '--output', 'x', '--format', 'text', '--output', 'x'],
      'Two reports go to x.',
    ],
    [
      ['lint', '--format', 'json', '--output', 'none/x'],
      'none/x cannot be written: no such file or directory.',
    ],
    [['lint', '--fail-on', 'errors'], 'There is no threshold "errors". Did you mean "error"?'],
    [['lint', '--max-warnings', 'few'], '--max-warnings few is not a number of warnings.'],
    [['lint', '--max-warnings=-1'], '--max-warnings -1 is not a number of warnings.'],
    [['lint', '--today', '2026-02-30'], '--today 2026-02-30 is no date. Write YYYY-MM-DD.'],
    [['lint', '--today', 'tomorrow'], '--today tomorrow is no date.'],
    [['lint', '--color', 'on'], 'There is no colour setting "on".'],
    [['lint', '--config', 'none.yaml'], 'The configuration none.yaml does not exist.'],
    [['lint', '--config', '.'], '.: The file cannot be read: illegal operation on a directory.'],
    [['lint', '--config', 'sg.json', '--no-config'], '--config and --no-config exclude each other.'],
    [
      ['lint', '--config', 'bad.yaml'],
      'bad.yaml:1:1: There is no key "region" here. The nearest is "regions".\nbad.yaml:2:12: ',
    ],
    [
      ['lint', 'bad'],
      'bad/.workspaces-netlint.yaml:1:11: There is no Region "us-wset-2". The nearest is "us-west-2".',
    ],
    [['lint', 'sg.json', 'nowhere.json'], 'There is no file or folder "nowhere.json".'],
    [['lint', '-'], '"-" reads standard input and needs --stdin-filename FILE.'],
    [['coverage', '--format', 'csv'], 'There is no format "csv".'],
    [['coverage', '--role', 'x'], 'There is no role "x".'],
    [['explain'], 'explain takes one check or requirement.'],
    [['explain', 'a', 'b'], 'explain takes one check or requirement.'],
    [
      ['explain', 'mising-flow'],
      'There is no check or requirement "mising-flow". Did you mean "missing-flow"?',
    ],
    [
      ['explain', 'directory.dsn'],
      'There is no check or requirement "directory.dsn". Did you mean "directory.dns"?',
    ],
    [
      ['explain', 'client.dns', '--edition', '2022-09-02'],
      'Edition 2022-09-02 has no requirement "client.dns"; another one does.',
    ],
    [['requirements'], 'requirements needs a Region: --region CODE.'],
    [['requirements', '--region', 'us-west-2', 'sg.json'], 'requirements reads no files: what is "sg.json"?'],
    [['requirements', '--region', 'us-west-2', '--role', 'x'], 'There is no role "x".'],
    [
      ['requirements', '--region', 'us-west-2', '--as', 'terraform'],
      '--as writes one policy, which needs one role',
    ],
    [
      ['requirements', '--region', 'us-west-2', '--as', 'terraform', '--role', 'management'],
      '--as terraform is for the roles client-network, workspace, directory',
    ],
    [
      ['requirements', '--region', 'us-west-2', '--as', 'pf', '--role', 'workspace'],
      'There is no form "pf".',
    ],
    [
      [
        'requirements',
        '--region',
        'us-west-2',
        '--as',
        'terraform',
        '--role',
        'workspace',
        '--format',
        'csv',
      ],
      '--as and --format exclude each other.',
    ],
    [['requirements', '--region', 'us-west-2', '--config', 'bad.yaml'], '--config goes with --as.'],
    [
      [
        'requirements',
        '--region',
        'us-west-2',
        '--as',
        'terraform',
        '--role',
        'workspace',
        '--config',
        'bad.yaml',
      ],
      'bad.yaml:1:1: There is no key "region"',
    ],
    [['catalog', 'lst'], 'There is no command "lst". Did you mean "list"?'],
    [['catalog', 'list', 'x'], 'catalog list takes no "x".'],
    [['catalog', 'update'], 'catalog update needs --from FILE|URL.'],
    [['catalog', 'update', 'new.json'], 'Say --from new.json.'],
    [['requirements', '--region', 'us-west-2', '--format', 'xml'], 'There is no format "xml".'],
    [['init', 'nowhere'], 'There is no file or folder "nowhere".'],
  ] as const) {
    it(argv.join(' '), async (t) => {
      const cwd = folderWith(t, {
        'sg.json': GROUP,
        'bad.yaml': 'region: us-west-2\nwebAccess: 1',
        'bad/.workspaces-netlint.yaml': 'regions: [us-wset-2]',
        'bad/sg.json': GROUP,
      });
      // The faulty configuration of a subfolder is of no concern to the rest.
      const paths = argv.some((word) => ['bad', 'sg.json', '-', 'nowhere'].includes(word)) ? [] : ['sg.json'];
      const takesPaths = ['lint', 'coverage'].includes(argv[0]);
      const { status, stdout, stderr } = await runIn(cwd, [...argv, ...(takesPaths ? paths : [])]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.ok(stderr.startsWith(`workspaces-netlint: ${message}`), stderr);
      assert.equal(existsSync(join(cwd, 'x')), false);
    });
  }

  it('is no command at all, which shows the help', async (t) => {
    const { status, stdout, stderr } = await runIn(folderWith(t, {}), []);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^Usage: /);
  });

  it('is a SOURCE_DATE_EPOCH that is none', async (t) => {
    for (const epoch of ['yesterday', '-1', '1e999', '9'.repeat(30)]) {
      const { status, stderr } = await runIn(folderWith(t, {}), ['lint'], {
        env: { SOURCE_DATE_EPOCH: epoch },
      });
      assert.equal(status, 2);
      assert.match(stderr, /SOURCE_DATE_EPOCH/);
    }
  });

  it('shows no control characters', async (t) => {
    const { stderr } = await runIn(folderWith(t, {}), ['lint', '--role', '\x1b[2Jx']);
    assert.ok(!stderr.includes('\x1b'));
  });
});

describe('a fault of ours', () => {
  it('is 3, with what to report and nothing on standard output', async (t) => {
    const broken = () => {
      throw new Error('the clock is gone');
    };
    const { status, stdout, stderr } = await runIn(folderWith(t, {}), ['lint'], { now: broken });
    assert.deepEqual([status, stdout], [3, '']);
    assert.match(
      stderr,
      /^workspaces-netlint: internal error\. .*\nPlease report it .*\nError: the clock is gone\n/,
    );
  });
});

describe('help', () => {
  it('names the commands and the version', async (t) => {
    const cwd = folderWith(t, {});
    for (const flag of ['--help', '-h']) {
      const { status, stdout, stderr } = await runIn(cwd, [flag]);
      assert.deepEqual([status, stderr], [0, '']);
      for (const name of ['lint', 'init', 'requirements', 'coverage', 'explain', 'catalog'])
        assert.ok(stdout.includes(`\n  ${name} `));
    }
    assert.deepEqual(await runIn(cwd, ['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  for (const [command, flags] of [
    [
      'lint',
      'format output role region protocols edition ip-ranges config no-config direction var-file var today no-inline-suppressions stdin-filename fix diff fail-on max-warnings quiet color',
    ],
    ['init', ''],
    ['requirements', 'region role protocols edition format as config'],
    ['catalog list', 'format'],
    ['catalog update', 'from check'],
    [
      'coverage',
      'format why role region protocols edition ip-ranges config no-config direction var-file var today no-inline-suppressions stdin-filename',
    ],
    ['explain', 'edition'],
  ] as const) {
    it(`lists the flags of ${command}`, async (t) => {
      const { status, stdout, stderr } = await runIn(folderWith(t, {}), [
        ...command.split(' '),
        '--nonsense',
        '--help',
      ]);
      assert.deepEqual([status, stderr], [0, '']);
      assert.ok(stdout.startsWith(`Usage: workspaces-netlint ${command}`));
      const listed = Array.from(stdout.matchAll(/^ {2}--([a-z-]+)/gm), ([, name]) => name);
      assert.deepEqual(listed, flags === '' ? [] : flags.split(' '));
    });
  }
});
