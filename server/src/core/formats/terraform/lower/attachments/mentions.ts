import type { Policy } from '../../../../policies/policy';
import type { Body, Expression } from '../../../../syntax/hcl';
import type { Location } from '../../../../text/source';
import type { Mention } from '../../../attachment';
import type { Declaration } from '../../directory';
import { headerOf, type Module } from '../../module';
import { mentionsIn } from '../../modules/mentions';

/** Rules and other groups name a group without putting it anywhere. */
const RULES = /^aws_(?:vpc_|default_)?security_group/;

/** Who names a security group in a way that could mean using it: resources of any kind, outputs, other people's modules. */
export function readMentions(modules: readonly Module[], policies: readonly Policy[]): readonly Mention[] {
  const groups = policies.filter(({ kind }) => kind === 'security-group');
  const found = new Map<Policy, Location>();
  for (const module of modules) {
    for (const declaration of namers(module)) {
      for (const expression of expressionsIn(declaration.block.body)) {
        for (const key of mentionsIn(expression, module)) {
          for (const group of groups) if (isOf(group, key)) found.set(group, headerOf(declaration));
        }
      }
    }
  }
  return [...found].map(([policy, at]) => ({ kind: 'mention', policy, at }));
}

/** What a module that is followed is given shows where it is used in there. */
function namers(module: Module): readonly Declaration[] {
  const { resources, outputs, modules } = module.directory;
  return [
    ...resources.filter(({ block }) => !RULES.test(block.labels[0]?.text ?? '')),
    ...(module.call === undefined ? outputs.values() : []),
    ...[...modules.values()].filter((call) => 'kind' in module.followed(call)),
  ];
}

function expressionsIn({ attributes, blocks }: Body): readonly Expression[] {
  return [...attributes.map(({ expr }) => expr), ...blocks.flatMap(({ body }) => expressionsIn(body))];
}

/** Keys have no index. */
function isOf({ name }: Policy, key: string): boolean {
  return name === key || name.startsWith(`${key}[`);
}
