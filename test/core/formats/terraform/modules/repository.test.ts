import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../../../../server/src/core/analysis';
import type { Want } from '../../../../../server/src/core/formats/format';
import type { Found } from '../../../../../server/src/core/supply';
import { expected, found, lint, readRepository } from './repository';

/** Two environments, three levels of modules, aliases in two Regions, a module that is not there and one outside. */
const REPOSITORY = readRepository('repository');
const find = ({ path }: Want): Found => (path.startsWith('../') ? 'beyond' : 'absent');
const analysis = lint(REPOSITORY.files, { find });

function policiesOf({ placements }: Analysis): readonly string[] {
  return placements.map(({ policy: { name, region, rules } }) =>
    [name, region?.kind === 'known' ? region.value : '', rules.length].join(' '),
  );
}

describe('a repository of modules', () => {
  it('has exactly the findings that it is marked with', () => {
    assert.deepEqual(found(analysis), expected(REPOSITORY));
  });

  it('has a policy for each way in which the module is called, in the Region of its provider', () => {
    assert.deepEqual(policiesOf(analysis), [
      'module.edge.module.group["office"].aws_security_group.this us-east-1 4',
      'module.edge_ireland.module.group["office"].aws_security_group.this eu-west-1 4',
      'module.edge.module.group["office"].aws_security_group.this us-west-2 5',
    ]);
  });

  it('has the same findings in any order of its files', () => {
    const again = lint([...REPOSITORY.files].reverse(), { find });
    assert.deepEqual(found(again), found(analysis));
    assert.deepEqual(
      again.diagnostics.map(({ fingerprint }) => fingerprint),
      analysis.diagnostics.map(({ fingerprint }) => fingerprint),
    );
  });

  it('is seen from the calls when only the callers were asked for', () => {
    const { diagnostics } = lint(
      REPOSITORY.files.filter(({ path }) => path.startsWith('envs/')),
      {
        find: ({ kind, path }) => {
          const files = REPOSITORY.files.filter((file) => file.path.replace(/[^/]*$/, '') === path);
          return kind === 'folder' && files.length > 0 ? { kind, files } : find({ kind, path });
        },
      },
    );
    const streaming = diagnostics.filter(({ requirement }) => requirement === 'client.streaming.wsp');
    assert.deepEqual(
      streaming.map(({ at, related }) => [
        at.file.path,
        at.file.text.slice(at.span.start, at.span.end),
        related.map((other) => other.at.file.path),
      ]),
      [['envs/east/main.tf', 'module "edge"', ['modules/group/main.tf']]],
    );
  });
});
