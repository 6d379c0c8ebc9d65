import type { AnalysisInput } from '../core/analysis';
import type { Configuration } from '../core/deployment/configuration';
import type { Facts } from '../core/deployment/facts';
import { readyRules } from '../core/ready-rules';
import { hostsOf } from '../core/requirements/domains';
import { loadEdition } from '../core/requirements/editions';
import type { Role } from '../core/requirements/requirement';
import { WrongUsage } from './usage';

/** What ready-made rules are asked for. */
export interface Asked {
  readonly role: Role;
  readonly facts: Facts & { readonly regions: readonly string[] };
  readonly edition: string;
  readonly configuration?: Configuration;
}

/** A file to start from, with a policy that has no rules yet. */
interface Form {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly empty: (name: string, asked: Asked) => string;
}

const GROUP_ROLES: readonly Role[] = ['client-network', 'workspace', 'directory'];

export const FORMS = {
  terraform: {
    path: 'main.tf',
    roles: GROUP_ROLES,
    empty: (name, asked) =>
      [
        `# ${directive(asked)}`,
        `resource "aws_security_group" "${name.replaceAll('-', '_')}" {`,
        `  name        = "${name}"`,
        `  description = "What Amazon WorkSpaces needs, edition ${asked.edition}"`,
        '  vpc_id      = var.vpc_id',
        '}',
        '',
        'variable "vpc_id" {',
        '  type = string',
        '}',
        '',
      ].join('\n'),
  },
  'firewall-yaml': {
    path: 'firewall.yaml',
    roles: ['client-network', 'workspace', 'directory', 'management'],
    empty: (name, asked) =>
      [`# ${directive(asked)}`, 'firewall:', `  name: ${name}`, '  rules: []', ''].join('\n'),
  },
  'ip-permissions': {
    path: 'permissions.json',
    roles: GROUP_ROLES,
    empty: () => '{\n  "IpPermissions": [],\n  "IpPermissionsEgress": []\n}\n',
  },
  squid: {
    path: 'squid.conf',
    roles: ['client-network'],
    empty: (name, asked) =>
      [
        `# ${directive(asked)}`,
        // Squid's own way to write a name and everything below it.
        `acl ${name} dstdomain ${firstNames(asked, '.').join(' ')}`,
        `http_access allow ${name}`,
        'http_access deny all',
        '',
      ].join('\n'),
  },
  domains: {
    path: 'domains.txt',
    roles: ['client-network'],
    empty: (_, asked) => [`# ${directive(asked)}`, ...firstNames(asked, '*.'), ''].join('\n'),
  },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
export const FORM_NAMES: readonly FormName[] = [
  'terraform',
  'firewall-yaml',
  'ip-permissions',
  'squid',
  'domains',
];

/** The rules as a file, and what is to be told besides. */
export function writeReadyRules(
  form: FormName,
  asked: Asked,
  today: string,
): { text: string; told: string[] } {
  const { path, roles, empty }: Form = FORMS[form];
  const { role, facts, edition, configuration } = asked;
  if (!roles.includes(role)) {
    throw new WrongUsage(
      `--as ${form} is for ${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}; it has no rules for ${role}.`,
    );
  }
  const input: AnalysisInput = {
    files: [{ path, text: empty(`workspaces-${role}`, asked) }],
    configurationOf: () => configuration && { configuration, path },
    coversFolderOf: () => false,
    stated: { roles: [role], facts, edition },
    today,
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  };
  const ready = readyRules(input);
  if ('usage' in ready) throw new WrongUsage(ready.usage);
  const told = ready.analysis.diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
  return { text: ready.text, told };
}

/**
 * What a list of names begins with, because an empty one is none: names that only the reader knows in full, with what
 * goes before the rest of them; else any that is needed.
 */
function firstNames({ edition, facts: { regions } }: Asked, prefix: string): readonly string[] {
  const names = (loadEdition(edition)?.requirements ?? []).flatMap(({ peers }) =>
    peers.kind === 'domains'
      ? regions.flatMap((region) =>
          hostsOf(peers, region).flatMap(({ name, level }) => (level === 'required' ? [name] : [])),
        )
      : [],
  );
  const open = names.filter((name) => name.startsWith(OWN_LABEL));
  return open.length === 0
    ? names.slice(0, 1)
    : [...new Set(open.map((name) => prefix + name.slice(OWN_LABEL.length)))];
}

/** A label that every directory has one of its own for. */
const OWN_LABEL = '<directory id>.';

function directive({ role, facts: { regions, protocols = [] } }: Asked): string {
  const words = [
    `role=${role}`,
    `region=${regions.join(',')}`,
    ...(protocols.length === 0 ? [] : [`protocols=${protocols.join(',')}`]),
  ];
  return `workspaces-netlint: ${words.join(' ')}`;
}
