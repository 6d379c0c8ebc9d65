import type { Attachment, Use } from '../../server/src/core/formats/attachment';
import { peersText } from '../../server/src/core/packets/peer-set';
import { positionAt } from '../../server/src/core/text/lines';
import type { Location } from '../../server/src/core/text/source';
import type { Value } from '../../server/src/core/values/value';

/** Attachments as lines, each place as `:line`. An unknown is a question mark with its reason. */
export function showAttachments(attachments: readonly Attachment[]): readonly string[] {
  return attachments.map((attachment) => {
    const { kind, at } = attachment;
    const name = 'name' in attachment ? ` ${attachment.name}` : '';
    const facts = [...factsOf(attachment), region(attachment)].filter((fact) => fact !== '');
    return `${kind}${name} ${place(at)}${facts.map((fact) => `\n  ${fact}`).join('')}`;
  });
}

function factsOf(attachment: Attachment): readonly string[] {
  switch (attachment.kind) {
    case 'interface':
      return [
        `groups ${attachment.groups.map(({ name }) => name).join(', ')}`,
        attachment.more === undefined ? '' : `more ?${attachment.more.reason}`,
      ];
    case 'directory-controllers':
      return [`group ${attachment.group.name}`];
    case 'mention':
      return [`policy ${attachment.policy.name}`];
    case 'workspaces-directory':
      return [
        one('group', attachment.group),
        `members ${attachment.members}`,
        all('subnets', attachment.subnets),
        one('service', attachment.service),
      ];
    case 'directory-service':
      return [
        `hosts controllers ${show(attachment.hostsControllers, String)}`,
        `group ${attachment.group}`,
        all('subnets', attachment.subnets),
        one('vpc', attachment.vpc),
        attachment.dns === undefined ? '' : `dns ${show(attachment.dns, peersText)}`,
      ];
    case 'workspace':
      return [
        one('directory', attachment.directory),
        attachment.protocols === undefined
          ? ''
          : `protocols ${show(attachment.protocols, (names) => names.join(', '))}`,
        attachment.bundle === undefined
          ? ''
          : `bundle ${attachment.bundle.words.join(' | ')} ${place(attachment.bundle.at)}`,
      ];
    case 'network-acl':
      return [
        one('acl', attachment.acl),
        all('subnets', attachment.subnets),
        one('default of', attachment.defaultOf),
      ];
    case 'subnet':
      return [
        one('vpc', attachment.vpc),
        `cidrs ${show(attachment.cidrs, peersText)}`,
        attachment.zone === undefined ? '' : `zone ${show(attachment.zone, String)}`,
      ];
    case 'vpc':
      return attachment.cidrs.map(({ set, at }) => `cidr ${show(set, peersText)} ${place(at)}`);
    case 'route':
      return [one('vpc', attachment.vpc), `to ${show(attachment.destination, peersText)}`];
  }
}

function region(attachment: Attachment): string {
  const found = 'region' in attachment ? attachment.region : undefined;
  if (found === undefined) return '';
  return `region ${show(found, String)}`;
}

function one(what: string, use: Use | undefined): string {
  return use === undefined ? '' : `${what} ${showUse(use)}`;
}

function all(what: string, uses: readonly Use[]): string {
  return uses.length === 0 ? '' : `${what} ${uses.map(showUse).join(', ')}`;
}

function showUse({ to, at }: Use): string {
  return `${show(to, String)} ${place(at)}`;
}

function show<T>(value: Value<T>, known: (value: T) => string): string {
  return value.kind === 'known' ? known(value.value) : `?${value.reason}`;
}

function place({ file, span }: Location): string {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/^main\.tf$/, '');
  return `${name}:${positionAt(file, span.start).line}`;
}
