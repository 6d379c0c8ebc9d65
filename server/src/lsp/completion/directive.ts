import { CHECK_IDS } from '../../core/deployment/check-ids';
import { DIRECTIVE_KEYS, DIRECTIVE_MARK } from '../../core/deployment/directives';
import { requirementIds } from '../../core/requirements/editions';
import { REGION_CODES } from '../../core/requirements/regions';
import { ROLES } from '../../core/requirements/requirement';
import type { Candidate, Completion } from './candidate';

const KEYS: Readonly<Record<(typeof DIRECTIVE_KEYS)[number], string>> = {
  role: 'Where the policy stands.',
  region: 'The Regions of the WorkSpaces.',
  protocols: 'The streaming protocols in use.',
  direction: 'The direction of a bare list of permissions.',
  disable: 'Checks that are silent on this policy. Needs a reason.',
  requirement: 'Silences the checks for this requirement only.',
  until: 'The last day of the suppression, YYYY-MM-DD.',
  reason: 'Why the checks are silent, for the next reader.',
};

const VALUES: Readonly<Record<string, () => readonly string[]>> = {
  role: () => ROLES,
  region: () => REGION_CODES,
  protocols: () => ['pcoip', 'wsp', 'dcv'],
  direction: () => ['inbound', 'outbound'],
  disable: () => CHECK_IDS,
  requirement: requirementIds,
};

/** In a comment for the linter, or one that could become one. `head` is the line up to the cursor. */
export function completeDirective(head: string, offset: number): Completion | undefined {
  const [, begun] = /^(?:[^"']*\s)?(?:#+|\/\/+|\/\*+)\s*([\w-]*)$/.exec(head) ?? [];
  if (begun !== undefined) {
    return DIRECTIVE_MARK.startsWith(begun)
      ? at(begun, offset, [{ label: DIRECTIVE_MARK, insert: `${DIRECTIVE_MARK} `, kind: 'key' }])
      : undefined;
  }
  const [, said] = /(?:#|\/\/|\/\*)\s*workspaces-netlint:(.*)$/.exec(head) ?? [];
  if (said === undefined) return undefined;
  const [, key, list] = /(?:^|\s)([a-z]+)=([^\s"']*)$/.exec(said) ?? [];
  if (key !== undefined && list !== undefined) {
    const chosen = list.split(',');
    const typed = chosen.pop() ?? '';
    const values = (VALUES[key]?.() ?? []).filter((value) => !chosen.includes(value));
    return at(
      typed,
      offset,
      values.map((label) => ({ label, kind: 'value' })),
    );
  }
  const [, typed] = /(?:^|\s)([a-z]*)$/.exec(said) ?? [];
  if (typed === undefined || (said.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const keys = DIRECTIVE_KEYS.filter((each) => !new RegExp(`(^|\\s)${each}=`).test(said));
  return at(
    typed,
    offset,
    keys.map((label) => ({ label, insert: `${label}=`, kind: 'key', documentation: KEYS[label] })),
  );
}

function at(typed: string, offset: number, candidates: readonly Candidate[]): Completion {
  return { word: { start: offset - typed.length, end: offset }, candidates };
}
