import { dirname, join } from 'node:path';
import { isConfiguration, isLoaded } from '../core/formats/terraform/files';
import { entriesOf, listQuietly, NEVER_WALKED } from './listing';

/**
 * The files beside a file that Terraform reads together with it, whether or not git lists them: the whole
 * directory is one configuration. Absolute; none for files of other kinds.
 */
export function companionsOf(path: string): readonly string[] {
  return isConfiguration({ path }) ? terraformFiles(dirname(path)).filter((beside) => beside !== path) : [];
}

/** The files of a folder that Terraform reads, absolute like the folder. */
export function terraformFiles(folder: string): readonly string[] {
  try {
    return (
      entriesOf(folder)
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => join(folder, name))
        // Values of variables are often kept out of git, and count all the same.
        .filter((path) => isConfiguration({ path }) || isLoaded({ path }))
    );
  } catch {
    return [];
  }
}

/** The files of a folder and all folders below it that Terraform would read as configuration; absolute. */
export function configurationsBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (inner: string): void => {
    for (const entry of listQuietly(inner)) {
      if (entry.isDirectory()) {
        if (!NEVER_WALKED.has(entry.name)) visit(join(inner, entry.name));
      } else if (entry.isFile() && isConfiguration({ path: entry.name })) found.push(join(inner, entry.name));
    }
  };
  visit(folder);
  return found;
}
