import type { Inferred, Reason } from '../core/deployment/inference/inferred';
import { regionsFor, type Placement } from '../core/deployment/placement';
import { peerTexts, type PeerSet } from '../core/packets/peer-set';
import { ROLES } from '../core/requirements/requirement';

/** A valid configuration that states what was found; what only a person knows stands in comments. */
export function initialConfiguration(placements: readonly Placement[]): string {
  const judged = placements.filter(({ roles }) => roles.length > 0);
  const byDirectory = judged.filter(({ inferred }) => inferred.directories.length > 0);
  const deployments = [
    ...new Map(byDirectory.map(({ inferred }) => [inferred.directories, inferred])).values(),
  ];
  const [only, ...others] = deployments;
  const shared = others.length === 0 ? only : undefined;
  const lines = [
    '# What workspaces-netlint cannot read from the files, or concluded from them. Every key may be left out.',
    '',
    ...regionLines(judged),
    '',
    ...(shared?.facts.protocols === undefined
      ? ['# The streaming protocols in use; unstated, both are looked for.', '# protocols: [pcoip, wsp]']
      : factLines(shared, 'protocols')),
    '',
    '# Whether WorkSpaces reach the internet; stated true, a gap is an error.',
    '# internetAccess: true',
    '',
    ...(shared === undefined ? [] : NETWORK_FACTS.flatMap((fact) => spaced(factLines(shared, fact)))),
    ...(shared === undefined ? [] : spaced(controllerLines(shared))),
    ...spaced(policyLines(placements, shared === undefined)),
  ];
  return lines.join('\n');
}

/** Facts of a deployment that the configuration has a key for. */
const NETWORK_FACTS = ['licensing', 'vpcCidrs', 'workspaceSubnets', 'directoryControllers'] as const;
type Fact = 'protocols' | (typeof NETWORK_FACTS)[number];

function regionLines(judged: readonly Placement[]): readonly string[] {
  const found = judged.flatMap((placement) =>
    placement.roles.flatMap(({ role }) => regionsFor(placement, role)),
  );
  const regions = [...new Set(found)].sort();
  if (regions.length === 0) return ['# The Regions that the WorkSpaces are in.', '# regions: [us-west-2]'];
  if (regions.length === 1) {
    const by = 'Concluded from gateway ranges, providers or availability zones.';
    return [`# ${by}`, `regions: [${regions.join(', ')}]`];
  }
  return [
    '# Each policy shows its own Region. Say so here if all of them are for all of these.',
    `# regions: [${regions.join(', ')}]`,
  ];
}

function factLines(inferred: Inferred, fact: Fact): readonly string[] {
  const value = inferred.facts[fact];
  return value === undefined ? [] : [...reasonLines(inferred.reasons, fact), `${fact}: ${valueText(value)}`];
}

/** Where the controllers stand is no list of their addresses, all of which must be reached. */
function controllerLines({ facts, reasons }: Inferred): readonly string[] {
  const { controllerSubnets } = facts;
  if (controllerSubnets === undefined) return [];
  return [
    ...reasonLines(reasons, 'controllerSubnets'),
    `# Somewhere in ${peerTexts(controllerSubnets).join(', ')}; their addresses are`,
    '# directoryControllers: []',
  ];
}

function reasonLines(reasons: readonly Reason[], fact: Reason['fact']): readonly string[] {
  return reasons.filter((reason) => reason.fact === fact).map(({ why }) => `# ${why}.`);
}

function valueText(value: string | readonly string[] | PeerSet): string {
  if (typeof value === 'string') return value;
  return `[${('v4' in value ? peerTexts(value) : value).join(', ')}]`;
}

/** Entries for policies with a role because of a directory, and suggestions for those without one. */
function policyLines(placements: readonly Placement[], withFacts: boolean): readonly string[] {
  const concluded = placements.filter(
    ({ roles, inferred }) =>
      inferred.directories.length > 0 && roles.length > 0 && roles.every(({ from }) => from === 'inferred'),
  );
  const stated = concluded.filter((placement) => !hasMembersGroup(placement));
  const beside = concluded.filter(hasMembersGroup);
  const roleless = placements.filter(({ roles }) => roles.length === 0);
  if (concluded.length + roleless.length === 0) return [];
  const commented = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`);
  return [
    stated.length === 0 ? '# policies:' : 'policies:',
    ...stated.flatMap((placement) => [...whyLines(placement), ...entryLines(placement, withFacts)]),
    ...(beside.length === 0
      ? []
      : [
          '  # Judged without an entry. With one, what these lack is missing, whatever the members group lets out that AWS',
          '  # attaches beside them: remove the # where that group was narrowed.',
        ]),
    ...beside.flatMap((placement) => [
      ...whyLines(placement),
      ...commented(entryLines(placement, withFacts)),
    ]),
    ...(roleless.length === 0
      ? []
      : [
          '  # Policies without a role are not judged. Remove the # of those that are for WorkSpaces, and choose:',
          `  # ${ROLES.filter((role) => role !== 'vpc').join(', ')}.`,
        ]),
    ...roleless.flatMap((placement) => commented(entryLines(placement, false))),
  ];
}

function hasMembersGroup({ roles }: Placement): boolean {
  return roles.some(({ membersGroup }) => membersGroup !== undefined);
}

function whyLines({ roles }: Placement): readonly string[] {
  return [...new Set(roles.map(({ why }) => `  # ${why}.`))];
}

function entryLines({ policy, roles, inferred }: Placement, withFacts: boolean): readonly string[] {
  const usual = policy.kind === 'firewall' ? 'client-network' : 'workspace';
  const names = [...new Set(roles.map(({ role }) => role))];
  const facts = ['protocols', ...NETWORK_FACTS] as const;
  return [
    `  - files: ${quoted(policy.at.file.path)}`,
    `    match: ${quoted(policy.name)}`,
    `    role: ${names.length > 1 ? `[${names.join(', ')}]` : (names[0] ?? usual)}`,
    ...(withFacts ? facts : []).flatMap((fact) => {
      const value = inferred.facts[fact];
      return value === undefined ? [] : [`    ${fact}: ${valueText(value)}`];
    }),
  ];
}

/** In YAML's double quotes. As a glob, a text matches itself whatever is in it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}
