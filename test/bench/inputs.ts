/** What the benches read, made the same every time. */

/** An answer of `describe-security-groups` as the AWS command line prints it; rules as AWS counts them. */
export function securityGroups(groups: number, rulesPerGroup: number): string {
  const numbers = pseudoRandom(1);
  const answer = {
    SecurityGroups: Array.from({ length: groups }, (_, index) => ({
      Description: `Application tier ${index}`,
      GroupName: `app-${index}`,
      IpPermissions: permissions(Math.floor(rulesPerGroup / 2), numbers),
      OwnerId: '111122223333',
      GroupId: `sg-${hex(index, 17)}`,
      IpPermissionsEgress: permissions(Math.ceil(rulesPerGroup / 2), numbers),
      Tags: [
        { Key: 'Name', Value: `app-${index}` },
        { Key: 'cost-center', Value: String(4000 + (index % 20)) },
      ],
      VpcId: `vpc-${hex(index % 4, 17)}`,
      SecurityGroupArn: `arn:aws:ec2:us-west-2:111122223333:security-group/sg-${hex(index, 17)}`,
    })),
  };
  return `${JSON.stringify(answer, undefined, 4)}\n`;
}

/** Most permissions name one CIDR; one in eight names four, one in eight a group. */
function permissions(rules: number, next: (below: number) => number): readonly unknown[] {
  const result: unknown[] = [];
  for (let left = rules; left > 0;) {
    const kind = next(8);
    const cidrs = kind === 0 ? Math.min(4, left) : kind === 1 ? 0 : 1;
    const port = PORTS[next(PORTS.length)] ?? 443;
    result.push({
      IpProtocol: next(4) === 0 ? 'udp' : 'tcp',
      FromPort: port,
      ToPort: next(10) === 0 ? port + next(50) : port,
      UserIdGroupPairs:
        kind === 1
          ? [{ Description: 'other tier', UserId: '111122223333', GroupId: `sg-${hex(next(170), 17)}` }]
          : [],
      IpRanges: Array.from({ length: cidrs }, () => ({
        Description: `site ${next(900)}`,
        CidrIp: `10.${next(256)}.${next(256)}.0/24`,
      })),
      Ipv6Ranges: [],
      PrefixListIds: [],
    });
    left -= Math.max(1, cidrs);
  }
  return result;
}

const PORTS = [22, 53, 80, 88, 123, 135, 389, 443, 445, 636, 1433, 3268, 3306, 3389, 4172, 5432, 8080, 8443];

/** A firewall in our YAML form with about this many lines. */
export function firewallYaml(lines: number): string {
  const next = pseudoRandom(2);
  const text = ['firewall:', '  name: branch-egress', '  role: client-network', '  rules:'];
  for (let rule = 1; text.length + 6 <= lines; rule++) {
    text.push(
      `    - name: rule-${rule}`,
      `      action: ${next(12) === 0 ? 'deny' : 'allow'}`,
      '      direction: outbound',
      `      protocol: ${next(3) === 0 ? '[tcp, udp]' : 'tcp'}`,
      `      ports: [${PORTS[next(PORTS.length)] ?? 443}]`,
      `      destinations: [10.${next(256)}.${next(256)}.0/24, 172.16.${next(256)}.0/24, 192.0.2.${next(256)}]`,
    );
  }
  return `${text.join('\n')}\n`;
}

/** Numbers below a bound that look like chance and are the same in every run (mulberry32). */
export function pseudoRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function hex(number: number, digits: number): string {
  return (number * 2654435761).toString(16).padStart(digits, '0').slice(-digits);
}
