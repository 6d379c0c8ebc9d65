import { missingFlows } from './missing-flows';
import type { Check } from './check';
import type { Finding } from './diagnostic';
import { lossesOf, lossFinding, type Lost } from './losses';
import { consequence, shorten, wayOut } from './messages';

/** An allow list of domains lacks a host that clients need. */
export const missingDomain: Check = {
  id: 'missing-domain',
  *run(context) {
    for (const lost of lossesOf(context, 'missing')) {
      if (lost.judgement.asked.requirement.peers.kind === 'domains') yield report(lost);
    }
  },
};

function report(lost: Lost): Finding {
  const { judgement, loss } = lost;
  const flows = missingFlows(loss);
  const hosts = [...new Set(flows.flatMap(({ peers }) => peers))];
  const ports = [...new Set(flows.map((flow) => `${flow.protocol.toUpperCase()} ${flow.ports}`))];
  const finding = lossFinding(
    lost,
    `The allow list lacks ${shorten(hosts, 6)} (${ports.join(', ')}). ${consequence(judgement)} ${adviceOn(hosts, directoryOf(lost))}${hearsay(lost)}${wayOut(judgement)}`,
  );
  if (loss.deny === undefined) return finding;
  return {
    ...finding,
    related: [{ message: 'this rule denies a part of it', at: loss.deny.at }, ...finding.related],
  };
}

function adviceOn(hosts: readonly string[], directory: string | undefined): string {
  const unknown = hosts.find((host) => host.startsWith('<'));
  if (unknown === undefined) return hosts.length === 1 ? 'Add it to the list.' : 'Add them to the list.';
  const rest = unknown.slice(unknown.indexOf('>') + 1);
  if (directory !== undefined) {
    return `Add ${directory}${rest}, or the alias of that directory in place of its id.`;
  }
  return `Add it with what stands in the address of your sign-in page: the id of the directory, as in d-1234567890${rest}, or the alias that you gave it; where you do not know it, *${rest}.`;
}

/** The id of the one directory that the files name, where it is written out. */
function directoryOf({ judgement }: Lost): string | undefined {
  const { attachments } = judgement.subject.placements[0].part;
  const ids = attachments.flatMap((attachment) => {
    const directory = attachment.kind === 'workspaces-directory' ? attachment.service?.to : undefined;
    return directory?.kind === 'known' && /^d-[0-9a-f]{10}$/.test(directory.value) ? [directory.value] : [];
  });
  return new Set(ids).size === 1 ? ids[0] : undefined;
}

/** What is recommended because AWS does not say it should not look like what AWS says. */
function hearsay({ judgement, loss }: Lost): string {
  const isHearsay = loss.parts.every(({ peers }) => peers.kind === 'all-of' && peers.level === 'recommended');
  return judgement.asked.requirement.level === 'required' && isHearsay
    ? ' AWS does not print this; it stands in allow lists that others use for WorkSpaces.'
    : '';
}
