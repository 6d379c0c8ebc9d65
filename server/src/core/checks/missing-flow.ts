import { NO_PROXY } from '../deployment/facts';
import type { Judgement } from '../verdicts/judge';
import type { Check } from './check';
import type { Finding } from './diagnostic';
import { lossesOf, lossFinding, type Lost } from './losses';
import { consequence, describeLoss, wayOut } from './messages';

/** A flow that WorkSpaces needs is not, or not wholly, allowed. */
export const missingFlow: Check = {
  id: 'missing-flow',
  *run(context) {
    const configured = new Set<unknown>();
    for (const lost of lossesOf(context, 'missing')) {
      const { kind } = lost.judgement.asked.requirement.peers;
      if (kind === 'domains') continue; // `missing-domain` tells that.
      if (kind !== 'proxy-exclusions') {
        yield report(lost);
        continue;
      }
      // The fault is in the configuration, however many policies it concerns.
      const { configuration } = lost.judgement.subject.placements[0];
      if (configuration === undefined || configured.has(configuration)) continue;
      configured.add(configuration);
      yield reportExclusion(lost.judgement, configuration.proxyAt);
    }
  },
};

function report(lost: Lost): Finding {
  const { judgement, loss } = lost;
  const finding = lossFinding(
    lost,
    `${capital(loss.direction)} ${describeLoss(judgement, loss)}. ${consequence(judgement)} Add a rule that allows it.${wayOut(judgement)}`,
  );
  if (loss.deny === undefined) return finding;
  return {
    ...finding,
    related: [{ message: 'this rule denies a part of it', at: loss.deny.at }, ...finding.related],
  };
}

function reportExclusion(judgement: Judgement, at: Finding['at']): Finding {
  const { peers, id, family } = judgement.asked.requirement;
  const [placement] = judgement.subject.placements;
  const excluded = (placement.facts.proxy ?? NO_PROXY).exclusions;
  const hosts =
    peers.kind === 'proxy-exclusions' ? peers.hosts.filter((host) => !excluded.includes(host)) : [];
  return {
    message: `proxy.exclusions does not hold ${hosts.join(', ')}. ${consequence(judgement)} Add it to the exclusions, here and on the WorkSpaces.`,
    at,
    policy: placement.policy,
    role: judgement.subject.claim.role,
    requirement: id,
    family,
    related: [],
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
