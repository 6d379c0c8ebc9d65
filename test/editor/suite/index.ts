import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls in its extension host to run the suite. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000, reporter: 'spec', forbidOnly: true });
  // While one is at work on a test: only those whose title has this in it.
  mocha.grep(process.env.EDITOR_TEST_GREP ?? '');
  // Beside other extensions, only what is about them.
  const wanted = process.env.EDITOR_TEST_NEIGHBOURS === 'yes';
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.spec.js') && (name === 'neighbours.spec.js') === wanted)
      mocha.addFile(join(__dirname, name));
  }
  const { stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner = mocha.run(() => {
      resolve(runner);
    });
  });
  const { passes = 0, failures = 0 } = stats ?? {};
  // VS Code ends with 0 when its extension host dies before the suite is over; this file is what counts.
  const result = process.env.EDITOR_TEST_RESULT;
  if (result !== undefined) writeFileSync(result, `${passes} ${failures}`);
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
