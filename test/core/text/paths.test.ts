import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf, nameOf, stemOf } from '../../../server/src/core/text/paths';

test('a path is its folder, with the slash, and its name', () => {
  assert.deepEqual([folderOf('net/prod/main.tf'), nameOf('net/prod/main.tf')], ['net/prod/', 'main.tf']);
  assert.deepEqual([folderOf('../main.tf'), nameOf('../main.tf')], ['../', 'main.tf']);
  assert.deepEqual([folderOf('main.tf'), nameOf('main.tf')], ['', 'main.tf']);
});

test('the stem of a name has no ending, and no more than one is taken off', () => {
  assert.equal(stemOf('out/groups.prod.json'), 'groups.prod');
  assert.equal(stemOf('v1.2/groups'), 'groups');
});
