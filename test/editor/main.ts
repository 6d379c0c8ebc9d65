import { runEditorTests } from './editor-tests';

void runEditorTests().then(({ passed, failed, skipped }) => {
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
});
