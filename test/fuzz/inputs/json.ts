import fc from 'fast-check';
import { broken } from './broken';
import { EXPORT_SEEDS, PLAN_SEEDS } from './seeds';

/** JSON with comments, trailing commas and things that are missing. */
export const jsonTexts: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  broken(EXPORT_SEEDS),
  fc.json({ maxDepth: 3 }).chain((text) => broken([text, '// x\n', '/* y */', ',]', ',}', '"\\ud800"'])),
);

/** Almost always what belongs there, sometimes anything. */
const usually = (...values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, fc.jsonValue({ maxDepth: 1 }));

const several = (item: fc.Arbitrary<unknown>, maxLength = 3): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fc.array(item, { maxLength }) }, item, fc.constant(null));

const fields = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  fc.record(model, { requiredKeys: [] });

const port = usually(443, 4172, 4195, 0, -1, 65535, 65536, '443', 1.5, null);
const cidr = usually('54.244.46.0/23', '0.0.0.0/0', '10.0.0.1/8', '10.0.0.0/33', '::/0', 'pl-1', '');
const permission = fields({
  IpProtocol: usually('tcp', 'udp', '-1', 'icmp', '6', 17, 'nope'),
  FromPort: port,
  ToPort: port,
  IpRanges: several(fields({ CidrIp: cidr, Description: usually('d') })),
  Ipv6Ranges: several(fields({ CidrIpv6: cidr })),
  PrefixListIds: several(fields({ PrefixListId: usually('pl-1') })),
  UserIdGroupPairs: several(fields({ GroupId: usually('sg-1', 'sg-2') })),
});
const tags = several(
  fields({
    Key: usually('Name', 'workspaces-netlint:role', 'workspaces-netlint:region'),
    Value: usually('client-network', 'workspace/directory', 'us-west-2', 'nope'),
  }),
);
const group = fields({
  GroupId: usually('sg-1', 'sg-2'),
  GroupName: usually('workspaces', 'd-1_workspacesMembers'),
  IpPermissions: several(permission),
  IpPermissionsEgress: several(permission),
  Tags: tags,
  VpcId: usually('vpc-1'),
});
const acl = fields({
  NetworkAclId: usually('acl-1'),
  IsDefault: usually(true, false),
  Entries: several(
    fields({
      RuleNumber: usually(100, 200, 32767, -1, '100'),
      RuleAction: usually('allow', 'deny'),
      Egress: usually(true, false),
      Protocol: usually('6', '17', '-1', '1', 'tcp'),
      PortRange: fields({ From: port, To: port }),
      CidrBlock: cidr,
      Ipv6CidrBlock: cidr,
      IcmpTypeCode: fields({ Type: port, Code: port }),
    }),
    4,
  ),
  Associations: several(fields({ SubnetId: usually('subnet-1') })),
  Tags: tags,
});

const shapes = fc.oneof(
  fields({ SecurityGroups: several(group), NetworkAcls: several(acl) }),
  several(group).map((groups) => ({ SecurityGroups: groups })),
  several(acl).map((acls) => ({ NetworkAcls: acls })),
  several(several(group)),
  several(permission),
  permission,
  fields({ IpPermissions: several(permission), IpPermissionsEgress: several(permission) }),
  several(group).map((groups) => ({ status_code: 200, data: { SecurityGroups: groups } })),
  fields({
    Groups: several(group),
    PrefixLists: several(fields({ PrefixListId: usually('pl-1'), Cidrs: several(cidr) })),
  }),
);

/** What the AWS command line prints, and what people make of it. */
export const exports: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(shapes, fc.constantFrom(undefined, 2, '\t'))
      .map(([value, indent]) => JSON.stringify(value, undefined, indent)),
  },
  broken(EXPORT_SEEDS),
);

/** Plans and states: real ones of which values are replaced, and texts that are broken. */
export const plans: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...PLAN_SEEDS),
        fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 1 })), { maxLength: 4 }),
      )
      .map(([text, changes]) => changes.reduce((so, [at, value]) => withValue(so, at, value), text)),
  },
  broken(PLAN_SEEDS, 3),
);

/** The JSON text with another value in one of its places. */
function withValue(text: string, at: number, put: fc.JsonValue): string {
  let places = 0;
  JSON.parse(text, (_, value: unknown) => {
    places++;
    return value;
  });
  let place = 0;
  const changed: unknown = JSON.parse(text, (_, value: unknown) => (place++ === at % places ? put : value));
  return JSON.stringify(changed);
}
