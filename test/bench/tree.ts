import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallTerraformFile } from './terraform';

/** 10,000 Terraform files, five in each directory. */
export function writeTree(folder: string): void {
  for (let index = 0; index < 10_000; index++) {
    const path = join(folder, `dir-${Math.floor(index / 5)}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `file-${index % 5}.tf`), smallTerraformFile(index));
  }
}
