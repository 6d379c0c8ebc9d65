import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createStamps, type Stamps } from '../../server/src/lsp/stamps';

describe('stamps', () => {
  it('ask the disk each time as long as nobody watches it', (t) => {
    const { stamps, path } = stampsOf(t);
    const before = stamps.of(path);
    writeFileSync(path, 'longer');
    assert.notEqual(stamps.of(path), before);
  });

  it('are kept until something is said to have changed', (t) => {
    const { stamps, path } = stampsOf(t);
    stamps.watch();
    const before = stamps.of(path);
    writeFileSync(path, 'longer');
    assert.equal(stamps.of(path), before);
    stamps.clear();
    assert.notEqual(stamps.of(path), before);
  });

  it('know what is not there', (t) => {
    const { stamps, path } = stampsOf(t);
    const absent = `${path}.tf`;
    stamps.watch();
    assert.equal(stamps.of(absent), undefined);
    writeFileSync(absent, '');
    assert.equal(stamps.of(absent), undefined);
    stamps.clear();
    assert.notEqual(stamps.of(absent), undefined);
  });

  it('are asked again after a while, for what no watcher sees', (t) => {
    const { stamps, path, wait } = stampsOf(t);
    stamps.watch();
    const before = stamps.of(path);
    writeFileSync(path, 'longer');
    wait(6000);
    assert.notEqual(stamps.of(path), before);
  });

  it('are not kept where nobody watches', (t) => {
    const { stamps, path } = stampsOf(t, () => false);
    stamps.watch();
    const before = stamps.of(path);
    writeFileSync(path, 'longer');
    assert.notEqual(stamps.of(path), before);
  });
});

function stampsOf(
  t: TestContext,
  isWatched: () => boolean = () => true,
): { readonly stamps: Stamps; readonly path: string; readonly wait: (milliseconds: number) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'netlint-stamps-'));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'main.tf');
  writeFileSync(path, 'short');
  let time = 0;
  const stamps = createStamps(isWatched, () => time);
  return {
    stamps,
    path,
    wait: (milliseconds) => {
      time += milliseconds;
    },
  };
}
