import { isSure } from '../requirements/addresses';
import type { PeerSource } from '../requirements/requirement';

/** Who the other end is, for every Region at once: "table gateways.pcoip", "EC2 of the Region". */
export function peerWords(peers: PeerSource): string {
  switch (peers.kind) {
    case 'any':
      return 'everybody';
    case 'cidrs':
      return peers.values.flatMap(({ value, confidence }) => (isSure(confidence) ? [value] : [])).join(', ');
    case 'table':
      return `table ${peers.table}`;
    case 'ip-ranges':
      return peers.subsets
        .map(({ service, region }) => `${service} of ${region === '$region' ? 'the Region' : region}`)
        .join(', ');
    case 'deployment':
      return DEPLOYMENT_WORDS[peers.fact];
    case 'management-ranges':
      return 'the management ranges of the Region';
    case 'office-kms':
      return `addresses that end in ${peers.lastOctets} in the management ranges of the Region`;
    case 'proxy-exclusions':
      return peers.hosts.join(', ');
    case 'domains':
      return 'domains';
  }
}

const DEPLOYMENT_WORDS = {
  dnsServers: 'your DNS servers',
  vpc: 'the VPC of the WorkSpaces',
  'directory-controllers': 'the directory controllers',
  'kms-servers': 'your KMS servers',
} as const;
