import type { Diagnostic } from '../checks/diagnostic';
import { CONFIGURATION_FILE } from '../deployment/configuration';
import { addPolicyEntry } from '../deployment/edit-configuration';
import { ROLES_OF } from '../deployment/roles';
import type { Policy } from '../policies/policy';
import type { Role } from '../requirements/requirement';
import type { ConfigurationPlace } from './configuration-place';
import { directiveAbove } from './directive';
import type { Idea } from './idea';

/** Says what a policy is that looks meant for WorkSpaces: in a comment above it, or in the configuration. */
export function setRole(
  { rule, policy }: Diagnostic,
  place: ConfigurationPlace | undefined,
): readonly Idea[] {
  if (rule !== 'role-hint' || policy === undefined || policy.kind === 'vpc') return [];
  return likelyRoles(policy).flatMap((role) => [
    ...inComment(policy, role),
    ...(place === undefined ? [] : inConfiguration(policy, role, place)),
  ]);
}

function inComment(policy: Policy, role: Role): readonly Idea[] {
  const edit = directiveAbove(policy, `role=${role}`);
  if (edit === undefined) return [];
  return [
    {
      title: `Set the role ${role}, in a comment above ${policy.name}`,
      edits: [edit],
      preferred: false,
      mayBring: 'what the role asks for',
    },
  ];
}

function inConfiguration(
  policy: Policy,
  role: Role,
  { file, path, isNew }: ConfigurationPlace,
): readonly Idea[] {
  const edits = addPolicyEntry(file, {
    // An id of AWS is unique; other names may be given again in another folder.
    ...(/^(sg|acl)-[0-9a-f]+$/.test(policy.name) || /[*?[\](){}!+@\\]/.test(path) ? {} : { files: path }),
    match: policy.name,
    role,
  });
  if (edits === undefined) return [];
  return [
    {
      title: `Set the role ${role} of ${policy.name} in ${isNew ? 'a new ' : ''}${CONFIGURATION_FILE}`,
      edits,
      preferred: false,
      ...(isNew && { creates: file }),
      mayBring: 'what the role asks for',
    },
  ];
}

/** The roles that such a policy can have, the one that its words speak of first. */
function likelyRoles({ kind, name, words }: Policy): readonly Role[] {
  const said = [name, ...words].join(' ').toLowerCase();
  const weight = (role: Role): number => {
    const index = WORDS.findIndex(([likely, pattern]) => likely === role && pattern.test(said));
    return index === -1 ? WORDS.length : index;
  };
  return [...ROLES_OF[kind]].sort((a, b) => weight(a) - weight(b));
}

const WORDS: readonly (readonly [Role, RegExp])[] = [
  ['client-network', /client|user|office|branch|egress/],
  ['directory', /directory|domain|controller/],
  ['management', /management|mgmt/],
  ['workspace', /workspace|desktop/],
];
