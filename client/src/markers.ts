export const CONFIGURATION_FILE = '.workspaces-netlint.yaml';

/** The languages whose files may hold network rules; `package.json` activates the extension by the same. */
const LANGUAGES = ['terraform', 'terraform-vars', 'json', 'jsonc', 'yaml'];

/** Files, new ones, and those of a repository that is open without a clone; no older versions in a comparison. */
export const SELECTOR = LANGUAGES.flatMap((language) =>
  ['file', 'untitled', 'vscode-vfs'].map((scheme) => ({ language, scheme })),
);

const MARKER =
  /security_?groups?|network_?acls?|prefix_?lists?|IpPermissions|IpProtocol|IsEgress|RuleAction|"Cidr"|^firewalls?[ \t]*:|workspaces-netlint/im;

/**
 * Whether a text might hold something that the linter knows. Wider than what the server takes: a text that
 * is let through in vain costs a process, one that is not costs its findings.
 */
export function carriesMarker(text: string): boolean {
  return MARKER.test(text);
}
