import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CORPUS, readInputs } from './corpus';
import { search } from './search';
import { TARGETS } from './targets';

/** A short look with a fixed seed; `npm run fuzz` looks for as long as one likes. */
const SEED = 20260822;

for (const target of TARGETS) {
  describe(`fuzzing: ${target.name}`, () => {
    for (const { path, input } of readInputs(join(CORPUS, target.name))) {
      it(path.slice(CORPUS.length + 1), async () => {
        await target.check(input);
      });
    }

    it('finds nothing in a few inputs', async () => {
      const { failure } = await search(target, { seed: SEED, more: (tried) => tried < target.fewInputs });
      if (failure === undefined) return;
      throw new Error(JSON.stringify(failure.input), { cause: failure.error });
    });
  });
}
