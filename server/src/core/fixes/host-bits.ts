import type { Diagnostic } from '../checks/diagnostic';
import { formatAddress, parseAddresses } from '../packets/cidr';
import { NOTHING_ELSE, type Idea } from './idea';

/** The network, which is what the block is read as, or the one address that is written. */
export function correctHostBits({ rule, at: { file, span } }: Diagnostic): readonly Idea[] {
  if (rule !== 'host-bits-set') return [];
  const written = /[0-9a-fA-F:.]+\/\d{1,3}/.exec(file.text.slice(span.start, span.end));
  const [block = ''] = written ?? [];
  const [address = ''] = block.split('/');
  const network = parseAddresses(block);
  const host = parseAddresses(address);
  if (written === null || 'error' in network || 'error' in host || network.hostBits === undefined) return [];
  const start = span.start + written.index;
  const replace = (newText: string): Idea['edits'] => [
    { file, span: { start, end: start + block.length }, newText },
  ];
  const single = `${formatAddress(host.start)}/${host.family === 4 ? 32 : 128}`;
  return [
    {
      title: `Write the network, ${network.hostBits}, which is what it is read as`,
      edits: replace(network.hostBits),
      preferred: true,
      mayBring: NOTHING_ELSE,
    },
    {
      title: `Write the one address, ${single}`,
      edits: replace(single),
      preferred: false,
      mayBring: NOTHING_ELSE,
    },
  ];
}
