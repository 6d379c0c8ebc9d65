import type { Attachment, Format, Problem, Unit } from '../format';
import { byFolder } from '../folders';
import { blameBrokenText } from '../../policies/broken-text';
import type { Policy } from '../../policies/policy';
import { readJson, type JsonDocument } from '../../syntax/json';
import { stemOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import { findParts, type Found } from './find';
import { readGroup, readGroupRules, readPermissionList, text, type GroupRules } from './groups';
import { readAcl, readAclEntries } from './network-acl';
import { readPrefixLists } from './prefix-lists';
import { startReading, type Reading } from './reading';
import { narrowingCommands, narrowPermission } from './narrow';
import { commandsFor, writeChange } from './write';

/**
 * What the AWS command line prints about security groups, network ACLs and prefix lists, and what it takes
 * as permissions.
 */
export const awsJson: Format = {
  name: 'aws-json',

  claims({ path, text }) {
    return /\.jsonc?$/i.test(path) && MARKERS.some((marker) => text.includes(marker)) && !isForeign(text);
  },

  /** A file stands alone, unless its folder has answers that only make sense beside others. */
  divide(files) {
    return byFolder(files).flatMap((folder) =>
      folder.length > 1 && folder.some(({ text }) => COMPANIONS.some((marker) => text.includes(marker)))
        ? [folder]
        : folder.map((file) => [file]),
    );
  },

  read(files, environment) {
    const reading = startReading(environment);
    const exports = files.map(openExport);
    // A list or a group may be described in a later file than the rules that name it.
    for (const { parts, stem } of exports) readPrefixLists(parts, stem, reading);
    const groupRules = collectGroupRules(exports);
    const policies: Policy[] = [];
    for (const opened of exports) policies.push(...readWhole(opened, groupRules, reading));
    return {
      files,
      policies,
      attachments: policies.flatMap(controllersOf),
      problems: reading.problems,
      strayComments: strayComments(exports, policies),
    };
  },

  write: (change) => (change.kind === 'narrow-rule' ? narrowPermission(change) : writeChange(change)),
  commands: (change) => (change.kind === 'narrow-rule' ? narrowingCommands(change) : commandsFor(change)),
};

const MARKERS = [
  '"IpPermissions"',
  '"IpPermissionsEgress"',
  '"SecurityGroupRules"',
  '"IsEgress"',
  '"IpProtocol"',
  '"NetworkAcls"',
  '"NetworkAclId"',
  '"RuleAction"',
  '"PrefixLists"',
  '"PrefixListArn"',
  '"Cidr"',
];

/** Marks of prefix lists, of their entries, and of rules apart from their group. */
const COMPANIONS = ['"PrefixLists"', '"Cidr"', '"IsEgress"'];

/** CloudFormation resources, Terraform plans and state. A plain search is several times as fast as a pattern. */
function isForeign(text: string): boolean {
  if (text.includes('"terraform_version"') || text.includes('"planned_values"')) return true;
  return text.includes('AWS::') && /"Type"\s*:\s*"AWS::/.test(text);
}

interface Export {
  readonly document: JsonDocument;
  readonly parts: readonly Found[];
  /** The file's name without folder and ending, after which parts without a name of their own are called. */
  readonly stem: string;
}

function openExport(file: SourceFile): Export {
  const document = readJson(file);
  return { document, parts: findParts(document), stem: stemOf(file.path) };
}

/** Rules by the group they are of. A group that is described has them already. */
function collectGroupRules(exports: readonly Export[]): ReadonlyMap<string, GroupRules> {
  const described = new Set<string>();
  const rules = new Map<string, GroupRules>();
  for (const { parts, document, stem } of exports) {
    for (const part of parts) {
      if (part.kind === 'group') described.add(text(part.value.GroupId) ?? '');
      if (part.kind !== 'group-rule') continue;
      const group = text(part.value.GroupId) ?? stem;
      const known = rules.get(group);
      if (known === undefined) rules.set(group, [{ part, document }]);
      else known.push({ part, document });
    }
  }
  for (const group of described) rules.delete(group);
  return rules;
}

function readExport(
  { document, parts, stem }: Export,
  groupRules: ReadonlyMap<string, GroupRules>,
  reading: Reading,
): readonly Policy[] {
  const nameless = parts.filter(({ kind }) => kind === 'permissions' || kind === 'acl-entries');
  const nameOf = (part: Found): string => (nameless.length > 1 ? `${stem}[${nameless.indexOf(part)}]` : stem);
  return parts.flatMap((part): readonly Policy[] => {
    switch (part.kind) {
      case 'group':
        return [readGroup(part, document, reading, stem)];
      case 'acl':
        return [readAcl(part, document, reading, stem)];
      case 'permissions':
        return [readPermissionList(part, document, reading, nameOf(part))];
      case 'acl-entries':
        return [readAclEntries(part, document, reading, nameOf(part))];
      case 'group-rule': {
        const group = text(part.value.GroupId) ?? stem;
        const rules = groupRules.get(group);
        return rules?.[0].part === part ? [readGroupRules(rules, group, reading)] : [];
      }
      case 'prefix-list':
      case 'prefix-entries':
        return [];
    }
  });
}

/** Reads an export; where its text is broken, that is all that is told of the policies it breaks. */
function readWhole(
  opened: Export,
  groupRules: ReadonlyMap<string, GroupRules>,
  reading: Reading,
): readonly Policy[] {
  const [first] = opened.document.problems;
  if (first === undefined) return readExport(opened, groupRules, reading);
  // One mistake makes the parser stumble again and again; the first place is the one to look at.
  reading.problems.push(first);
  const problems: Problem[] = [];
  const found = readExport(opened, groupRules, { ...reading, problems });
  const whole = blameBrokenText(
    found.map((policy) => ({ policy, start: policy.at.span.start })),
    problems,
    opened.document.problems,
  );
  reading.problems.push(...whole.problems);
  return whole.policies;
}

/** Directory Service names the group of a directory's controllers after the directory. */
function controllersOf(policy: Policy): readonly Attachment[] {
  const isControllers =
    policy.kind === 'security-group' && policy.words.some((word) => CONTROLLERS.test(word));
  return isControllers ? [{ kind: 'directory-controllers', group: policy, at: policy.at }] : [];
}

const CONTROLLERS = /^d-[0-9a-f]{10}_controllers$/;

function strayComments(exports: readonly Export[], policies: readonly Policy[]): Unit['strayComments'] {
  const settled = new Set(policies.flatMap(({ comments }) => comments));
  return exports.flatMap(({ document }) => document.comments.filter((comment) => !settled.has(comment)));
}
