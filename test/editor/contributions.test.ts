import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { carriesMarker, CONFIGURATION_FILE, SELECTOR } from '../../client/src/markers';
import { activationEvents, contributes, icon, main } from '../../package.json';
import { CHECK_IDS, SEVERITIES } from '../../server/src/core/deployment/check-ids';
import { readUnits } from '../../server/src/core/formats/index';
import { EDITIONS } from '../../server/src/core/requirements/editions';
import { REGION_CODES } from '../../server/src/core/requirements/regions';

describe('package.json', () => {
  const settings = contributes.configuration.properties;

  it('wakes the extension for the languages that it serves, and for a configuration or a list of domains', () => {
    const languages = [
      ...new Set(SELECTOR.flatMap((filter) => ('language' in filter ? [filter.language] : []))),
    ];
    assert.deepEqual(activationEvents, [
      ...languages.map((language) => `onLanguage:${language}`),
      `workspaceContains:**/${CONFIGURATION_FILE}`,
      'workspaceContains:**/*.{acl,squid}',
    ]);
  });

  it('offers the Regions, editions, checks and severities that there are', () => {
    assert.deepEqual(settings['workspacesNetlint.regions'].items.enum, [...REGION_CODES]);
    assert.deepEqual(settings['workspacesNetlint.edition'].enum, ['', 'latest', ...EDITIONS]);
    const { propertyNames, additionalProperties } = settings['workspacesNetlint.severities'];
    assert.deepEqual(propertyNames.enum, [...CHECK_IDS]);
    assert.deepEqual(additionalProperties.enum, [...SEVERITIES, 'off']);
  });

  it('names files that are packaged', () => {
    const packaged = readFileSync('.vscodeignore', 'utf8');
    const named = [
      main,
      icon,
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.jsonValidation.map(({ url }) => url),
    ].map((path) => path.replace(/^\.\//, ''));
    for (const path of named) assert.ok(packaged.includes(`!${path}\n`), path);
    const [walkthrough] = contributes.walkthroughs;
    for (const { media } of walkthrough?.steps ?? []) {
      assert.ok(existsSync(media.markdown), media.markdown);
      assert.match(media.markdown, /^client\/walkthrough\/.*\.md$/);
    }
  });

  it('has steps in its walkthrough that lead to commands that there are', () => {
    const own = contributes.commands.map(({ command }) => command);
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    assert.equal(steps.length, 3);
    for (const { description, completionEvents } of steps) {
      const [, command = ''] = /\(command:(.*)\)/.exec(description) ?? [];
      assert.ok(own.includes(command) || command.startsWith('workbench.'), command);
      assert.deepEqual(completionEvents, [`onCommand:${command}`]);
    }
  });
});

describe('the marker that starts the server', () => {
  it('is in every file that has a policy', () => {
    const files = [
      'test/fixtures',
      'test/checks',
      'test/cli/fixtures',
      'docs/example',
      'test/editor',
    ].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(tf|tofu|jsonc?|ya?ml|acl|squid)$/.test(name))
        .map((name) => join(folder, name)),
    );
    const withPolicies = files
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
      .filter((file) => readUnits([file], {}).some(({ policies }) => policies.length > 0));
    assert.ok(withPolicies.length > 20, String(withPolicies.length));
    assert.deepEqual(
      withPolicies.filter(({ text }) => !carriesMarker(text)).map(({ path }) => path),
      [],
    );
  });

  it('is not in files about other things', () => {
    for (const path of [
      'tsconfig.json',
      'test/editor/workspace/compose.yaml',
      'test/editor/workspace/variables.tf',
    ])
      assert.equal(carriesMarker(readFileSync(path, 'utf8')), false, path);
  });
});
