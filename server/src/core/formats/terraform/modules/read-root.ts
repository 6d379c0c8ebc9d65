import type { Attachment, Problem } from '../../format';
import type { Policy } from '../../../policies/policy';
import { blockResources } from '../blocks/resources';
import type { Directory } from '../directory';
import type { LimitExceeded } from '../evaluate/scope';
import { readAttachments } from '../lower/attachments';
import { readMentions } from '../lower/attachments/mentions';
import { handedOut } from '../lower/handed-out';
import { readPolicies } from '../lower/policies';
import { startReading } from '../lower/reading';
import { Module } from '../module';
import { growTree, type Surroundings } from './tree';

/** What one root and everything that it calls say. */
export interface RootUnit {
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
  readonly limits: readonly LimitExceeded[];
}

export function readRoot(root: string, surroundings: Surroundings): RootUnit {
  const tree = growTree(root, surroundings);
  const directory = tree.directoryIn(root);
  if (directory === undefined) return { policies: [], attachments: [], problems: [], limits: [] };
  const modules = modulesFrom(new Module(directory, tree));
  // What is written without any of these words declares nothing that could be judged.
  const told = modules.filter((module) => declaresPolicies(module.directory));
  if (told.length === 0) return { policies: [], attachments: [], problems: [], limits: tree.limits };
  const reading = startReading({
    resources: blockResources(modules),
    handedOut: handedOut(modules),
    broken: modules.some((module) => isBroken(module.directory)),
  });
  const policies = readPolicies(reading);
  const attachments = readAttachments(reading, policies);
  // Who else names a group is only ever asked where there are WorkSpaces it could have been meant for.
  const mentions = attachments.some(({ kind }) => kind === 'workspaces-directory')
    ? readMentions(modules, policies)
    : [];
  return {
    policies,
    attachments: [...attachments, ...mentions],
    problems: reading.problems,
    limits: tree.limits,
  };
}

const MARKER =
  /aws_(?:(?:vpc_)?(?:default_)?(?:security_group|network_acl)|(?:default_)?(?:vpc|subnet|route)|workspaces_|directory_service_|networkfirewall_|route53_resolver_firewall_)/;

function declaresPolicies({ files }: Directory): boolean {
  return files.some(({ file }) => MARKER.test(file.text));
}

function isBroken({ files }: Directory): boolean {
  return files.some(({ hcl }) => hcl.errors.length > 0);
}

/** A module and all that it calls, callers first. */
function modulesFrom(root: Module): readonly Module[] {
  const modules: Module[] = [root];
  for (const module of modules) {
    for (const name of module.directory.modules.keys()) modules.push(...module.childrenOf(name));
  }
  return modules;
}
