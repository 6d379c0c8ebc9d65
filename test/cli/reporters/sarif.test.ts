import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import type { Log } from 'sarif';
import { sarifReport } from '../../../server/src/cli/reporters/sarif';
import { CHECK_IDS } from '../../../server/src/core/deployment/check-ids';
import { fixture, runIn } from '../run';
import { folderWith } from '../temporary';
import { analysisOf, placeOf, policyAt } from './analysis';
import published from './sarif-2.1.0.schema.json';

/** The schema that the OASIS committee published, but for its draft-04 frame; one of its patterns is faulty. */
const schema = Object.fromEntries(
  Object.entries(published).filter(([key]) => key !== '$schema' && key !== 'id'),
);
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile<Log>(schema);

function readLog(text: string): Log {
  const log: unknown = JSON.parse(text);
  if (!isSarif(log)) assert.fail(JSON.stringify(isSarif.errors));
  return log;
}

/** Of the one run of a log. */
function resultsOf(log: Log) {
  return log.runs[0]?.results ?? [];
}

const GROUP = `resource "aws_security_group" "edge" { # workspaces-netlint: role=client-network region=us-west-2
  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = ["34.223.96.0/22"]
  }
}
`;

describe('sarifReport', () => {
  it('fits the schema, and so the schema would tell', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'sarif']);
    const log = readLog(stdout);
    assert.ok(resultsOf(log).length > 0);
    assert.equal(isSarif({ ...log, version: '2.0' }), false);
  });

  it('describes every check, and results point to theirs', async () => {
    const { stdout } = await runIn(fixture('branch'), ['lint', '--format', 'sarif']);
    const log = readLog(stdout);
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      CHECK_IDS,
    );
    for (const { ruleId, ruleIndex } of resultsOf(log)) assert.equal(rules[ruleIndex ?? -1]?.id, ruleId);
    const help = rules.find(({ id }) => id === 'missing-flow')?.help?.markdown ?? '';
    assert.match(help, /### How to fix/);
  });

  it('places results in UTF-16 columns, relative to the folder of the run, with escaped paths', () => {
    const file = { path: 'a b/ü%.yaml', text: '# 😀 name: x\nname: branch\n' };
    const at = placeOf(file, 'name: x');
    const log = readLog(
      sarifReport(
        analysisOf([
          {
            rule: 'missing-flow',
            severity: 'warning',
            message: 'm',
            at,
            policy: policyAt('p[0]', at),
            related: [{ message: 'see', at: placeOf(file, 'name: branch') }],
            fingerprint: 'f1',
          },
        ]),
      ),
    );
    const [result] = resultsOf(log);
    const physical = result?.locations?.[0]?.physicalLocation;
    assert.deepEqual(physical?.artifactLocation, { uri: 'a%20b/%C3%BC%25.yaml', uriBaseId: '%SRCROOT%' });
    assert.deepEqual(physical.region, { startLine: 1, startColumn: 6, endLine: 1, endColumn: 13 });
    assert.equal(log.runs[0]?.columnKind, 'utf16CodeUnits');
    assert.equal(result?.level, 'warning');
    assert.equal(result.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName, 'p[0]');
    assert.equal(result.relatedLocations?.[0]?.physicalLocation?.region?.startLine, 2);
    assert.deepEqual(result.partialFingerprints, { 'workspacesNetlint/v1': 'f1' });
  });

  it('holds the fixes, which give the text that --fix gives', async (t) => {
    const cwd = folderWith(t, { 'main.tf': GROUP });
    const { stdout } = await runIn(cwd, ['lint', '--format', 'sarif', '--protocols', 'wsp']);
    const finding = resultsOf(readLog(stdout)).find(
      ({ properties }) => properties?.requirement === 'client.streaming.wsp',
    );
    const change = finding?.fixes?.[0]?.artifactChanges[0];
    assert.equal(change?.artifactLocation.uri, 'main.tf');
    assert.match(change.replacements[0]?.insertedContent?.text ?? '', /udp/);
  });

  it('holds one fix for a finding, and none that only silences it', async (t) => {
    const cwd = folderWith(t, { 'main.tf': GROUP });
    const { stdout } = await runIn(cwd, ['lint', '--format', 'sarif']);
    const fixes = resultsOf(readLog(stdout)).map((result) => result.fixes ?? []);
    assert.ok(fixes.some(({ length }) => length === 1));
    assert.ok(fixes.every(({ length }) => length <= 1));
    assert.doesNotMatch(JSON.stringify(fixes), /disable=/);
  });

  it('keeps its fingerprints when lines move', async (t) => {
    const fingerprints = async (text: string) => {
      const cwd = folderWith(t, { 'main.tf': text });
      const { stdout } = await runIn(cwd, ['lint', '--format', 'sarif']);
      return resultsOf(readLog(stdout)).map((result) => result.partialFingerprints?.['workspacesNetlint/v1']);
    };
    assert.deepEqual(await fingerprints(GROUP), await fingerprints(`# moved\n\n${GROUP}`));
  });

  it('holds what is suppressed, and says so', async (t) => {
    const directive =
      '# workspaces-netlint: disable=missing-flow requirement=client.streaming.wsp reason="UDP is tunnelled"\n';
    const cwd = folderWith(t, { 'main.tf': directive + GROUP });
    const { stdout } = await runIn(cwd, ['lint', '--format', 'sarif', '--protocols', 'wsp']);
    const silenced = resultsOf(readLog(stdout)).filter(({ suppressions }) => suppressions !== undefined);
    assert.deepEqual(
      silenced.map(({ properties }) => String(properties?.requirement)),
      ['client.streaming.wsp'],
    );
    const [suppression] = silenced[0]?.suppressions ?? [];
    assert.equal(suppression?.justification, 'UDP is tunnelled');
    assert.equal(suppression.location?.physicalLocation?.region?.startLine, 1);
  });

  it('takes nothing in a message for a link', () => {
    const file = { path: 'a.tf', text: 'x' };
    const at = placeOf(file, 'x');
    const finding = { rule: 'role-hint', severity: 'info', at, related: [], fingerprint: 'f' } as const;
    const text = (message: string) =>
      resultsOf(readLog(sarifReport(analysisOf([{ ...finding, message }]))))[0]?.message.text;
    assert.equal(text('sg.x[0] lacks it'), 'sg.x[0] lacks it');
    assert.equal(text('see [x](http://a)'), 'see \\[x\\](http://a)');
  });
});
