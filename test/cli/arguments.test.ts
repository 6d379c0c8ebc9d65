import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArguments } from '../../server/src/cli/arguments';
import { WrongUsage } from '../../server/src/cli/usage';

const OPTIONS = {
  format: { value: 'text|json', help: '' },
  output: { value: 'FILE', help: '' },
  role: { value: 'ROLE', help: '' },
  quiet: { help: '' },
} as const;

describe('readArguments', () => {
  it('keeps the order of flags and takes the rest as paths', () => {
    const args = readArguments(OPTIONS, [
      'a',
      '--format',
      'json',
      '--output=x',
      'b',
      '--quiet',
      '-',
      '--',
      '--c',
    ]);
    assert.deepEqual(args.paths, ['a', 'b', '-', '--c']);
    assert.deepEqual(args.given, [
      { name: 'format', value: 'json' },
      { name: 'output', value: 'x' },
      { name: 'quiet', value: '' },
    ]);
    assert.equal(args.has('quiet'), true);
    assert.equal(args.has('role'), false);
  });

  it('lets flags repeat', () => {
    const args = readArguments(OPTIONS, ['--role', 'a', '--role=b']);
    assert.deepEqual(args.all('role'), ['a', 'b']);
    assert.equal(args.last('role'), 'b');
    assert.equal(args.last('format'), undefined);
  });

  it('takes a value that begins with a dash only behind "="', () => {
    assert.equal(readArguments(OPTIONS, ['--output=-x']).last('output'), '-x');
    assert.equal(readArguments(OPTIONS, ['--output', '-']).last('output'), '-');
  });

  for (const [argv, message] of [
    [['--fromat', 'json'], /There is no flag "--fromat"\. Did you mean "--format"\?/],
    [['-q'], /There is no flag "-q"/],
    [['--output'], /--output needs a value: --output FILE/],
    [['--output='], /--output needs a value/],
    [['--output', '--quiet'], /--output needs a value/],
    [['--quiet=yes'], /--quiet takes no value/],
    [['--__proto__'], /There is no flag "--__proto__"/],
    [['--constructor'], /There is no flag "--constructor"/],
  ] as const) {
    it(`refuses ${argv.join(' ')}`, () => {
      assert.throws(
        () => readArguments(OPTIONS, argv),
        (error) => error instanceof WrongUsage && message.test(error.message),
      );
    });
  }
});
