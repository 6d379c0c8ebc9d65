import type { Attachment, DirectoryService, Subnet, Use, Vpc } from '../../formats/attachment';
import type { Part } from '../../formats/format';
import type { Policy } from '../../policies/policy';

/** The attachments of a part of a unit, to be found by their names. */
export interface Network {
  readonly attachments: readonly Attachment[];
  /** The policy that somebody uses; undefined where it is not known or not in the files. */
  policy(use: Use | string | undefined): Policy | undefined;
  subnet(use: Use | undefined): Subnet | undefined;
  vpc(use: Use | undefined): Vpc | undefined;
  service(use: Use | undefined): DirectoryService | undefined;
}

/** Who uses whom, of one part: names count in it alone. */
export function networkOf({ attachments, policies }: Part): Network {
  const policyOf = firstByName(policies);
  const subnetOf = firstByName(ofKind(attachments, 'subnet'));
  const vpcOf = firstByName(ofKind(attachments, 'vpc'));
  const serviceOf = firstByName(ofKind(attachments, 'directory-service'));
  return {
    attachments,
    policy: (use) => policyOf(typeof use === 'string' ? use : nameOf(use)),
    subnet: (use) => subnetOf(nameOf(use)),
    vpc: (use) => vpcOf(nameOf(use)),
    service: (use) => serviceOf(nameOf(use)),
  };
}

/** The name of what is used, where it is known. */
export function nameOf(use: Use | undefined): string | undefined {
  return use?.to.kind === 'known' ? use.to.value : undefined;
}

/** The attachments of one kind, typed as such. */
export function ofKind<const K extends Attachment['kind']>(
  attachments: readonly Attachment[],
  kind: K,
): readonly Extract<Attachment, { readonly kind: K }>[] {
  return attachments.filter(
    (attachment): attachment is Extract<Attachment, { readonly kind: K }> => attachment.kind === kind,
  );
}

function firstByName<T extends { readonly name: string }>(
  things: readonly T[],
): (name: string | undefined) => T | undefined {
  const byName = new Map<string, T>();
  for (const thing of things) if (!byName.has(thing.name)) byName.set(thing.name, thing);
  return (name) => (name === undefined ? undefined : byName.get(name));
}
