export const CONFIGURATION_FILE = '.workspaces-netlint.yaml';

/** The languages whose files may hold network rules; `package.json` activates the extension by the same. */
const LANGUAGES = ['terraform', 'terraform-vars', 'json', 'jsonc', 'yaml'];

/** Allow lists of domains, which are of no language. */
const LISTS = '**/{squid.conf,*.acl,*.squid}';

/** Files, new ones, and those of a repository that is open without a clone; no older versions in a comparison. */
export const SELECTOR = ['file', 'untitled', 'vscode-vfs'].flatMap((scheme) => [
  ...LANGUAGES.map((language) => ({ language, scheme })),
  { scheme, pattern: LISTS },
]);

const MARKER =
  /security_?groups?|network_?acls?|prefix_?lists?|aws_(?:workspaces|directory|vpc|subnet|route|networkfirewall)|^module\s|planned_values|IpPermissions|IpProtocol|IsEgress|RuleAction|"Cidr"|^firewalls?[ \t]*:|dstdomain|amazonaws|amazonworkspaces|workspaces-netlint/im;

/**
 * Whether a text might hold something that the linter knows. Wider than what the server takes: a text that
 * is let through in vain costs a process, one that is not costs its findings.
 */
export function carriesMarker(text: string): boolean {
  return MARKER.test(text);
}
