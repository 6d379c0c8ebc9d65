import { nameOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';

/** What files are is told by their paths, which hosts know before they read them. */
type Named = Pick<SourceFile, 'path'>;

/** Whether Terraform or OpenTofu reads the file as a part of the configuration of its folder. */
export function isConfiguration({ path }: Named): boolean {
  return CONFIGURATION.test(path);
}

/** Whether it holds values of variables, loaded unasked or not. */
export function isVariables({ path }: Named): boolean {
  return VARIABLES.test(path);
}

/** Whether Terraform reads a file of variables of its own accord. */
export function isLoaded({ path }: Named): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(path);
}

export function isJson({ path }: Named): boolean {
  return path.endsWith('.json');
}

/** Whether what the file declares changes what other files declare. */
export function isOverride({ path }: Named): boolean {
  return OVERRIDE.test(nameOf(path));
}

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
const TOFU = /\.tofu(?:\.json)?$/;
const VARIABLES = /\.tfvars(?:\.json)?$/;
const OVERRIDE = /^(?:override|.*_override)\.(?:tf|tofu)(?:\.json)?$/;

/** The configuration files of one folder that count: OpenTofu leaves `x.tf` alone where there is `x.tofu`. */
export function configurationFiles(folder: readonly SourceFile[]): readonly SourceFile[] {
  const tofu = new Set(folder.flatMap(({ path }) => (TOFU.test(path) ? [path] : [])));
  const isReplaced = ({ path }: SourceFile): boolean =>
    tofu.size > 0 && !tofu.has(path) && tofu.has(path.replace(/\.tf(\.json)?$/, '.tofu$1'));
  return folder.filter((file) => isConfiguration(file) && !isReplaced(file));
}
