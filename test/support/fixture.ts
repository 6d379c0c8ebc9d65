import type { Analysis } from '../../server/src/core/analysis';
import { analyze } from '../../server/src/core/analyze';
import type { Configuration } from '../../server/src/core/deployment/configuration';
import { decodeConfiguration } from '../../server/src/core/deployment/decode-configuration';
import { streamingProtocol } from '../../server/src/core/deployment/directives';
import { ROLES } from '../../server/src/core/requirements/requirement';
import type { SourceFile } from '../../server/src/core/text/source';

/** A file to lint, with what is expected of it. */
export interface Fixture {
  readonly file: SourceFile;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly configuration?: Configuration;
  /** In the order of the text. */
  readonly markers: readonly Marker[];
}

/** `line` and `column` count from 1, `length` is in UTF-16 units. All 0 for the configuration. */
export interface Marker {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Takes the markers out of a text. Comment lines of these forms are taken away before it is linted:
 *
 *     #? --role client-network --region us-west-2     flags
 *     #= protocols: [wsp]                             a line of configuration
 *     #! missing-flow management.proxy-exclusion  a finding on the configuration
 *     #  ^^^^ missing-flow client.streaming.wsp       a finding on the line above, below its characters
 *
 * with `//` for `#` in JSON. A finding that starts left of the comment sign is marked with `#<` for column 1.
 */
export function readFixture(name: string, text: string): Fixture {
  const kept: string[] = [];
  const markers: Marker[] = [];
  const flags = new Map<string, string[]>();
  const configuration: string[] = [];
  for (const line of text.split('\n')) {
    const [, sign, rest] = /^\s*(#|\/\/)([?=!].*)$/.exec(line) ?? [];
    const marker = /^(\s*(?:#|\/\/))(<?)( *)(\^+) (.+)$/.exec(line);
    if (marker !== null) {
      const [, head = '', left, gap = '', carets = '', found = ''] = marker;
      const column = left === '<' ? 1 : head.length + gap.length + 1;
      markers.push({ line: kept.length, column, length: carets.length, text: found.trim() });
    } else if (sign !== undefined && rest?.startsWith('?') === true) {
      for (const [, flag = '', value = ''] of rest.matchAll(/--([a-z-]+)(?: ([^\s-]\S*))?/g)) {
        flags.set(flag, [...(flags.get(flag) ?? []), value]);
      }
    } else if (sign !== undefined && rest?.startsWith('=') === true) {
      configuration.push(rest.slice(2));
    } else if (sign !== undefined && rest?.startsWith('!') === true) {
      markers.push({ line: 0, column: 0, length: 0, text: rest.slice(1).trim() });
    } else kept.push(line);
  }
  return {
    file: { path: name, text: kept.join('\n') },
    flags,
    ...(configuration.length > 0 && { configuration: decode(configuration.join('\n')) }),
    markers,
  };
}

export function lintFixture({ file, flags, configuration }: Fixture): Analysis {
  const all = (flag: string): readonly string[] => flags.get(flag) ?? [];
  const [edition] = all('edition');
  const [direction] = all('direction');
  const protocols = all('protocols').flatMap((list) =>
    list.split(',').map((word) => streamingProtocol(word) ?? 'wsp'),
  );
  const regions = all('region');
  const analysis = analyze({
    files: [file],
    configurationOf: () => (configuration === undefined ? undefined : { configuration, path: file.path }),
    coversFolderOf: () => true,
    stated: {
      roles: ROLES.filter((role) => all('role').includes(role)),
      facts: { ...(regions.length > 0 && { regions }), ...(protocols.length > 0 && { protocols }) },
      ...(edition !== undefined && { edition }),
      ...((direction === 'inbound' || direction === 'outbound') && { direction }),
    },
    today: all('today')[0] ?? '2026-11-22',
    inlineSuppressions: !flags.has('no-inline-suppressions'),
    named: () => true,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis;
}

function decode(text: string): Configuration {
  const decoded = decodeConfiguration({ path: '.workspaces-netlint.yaml', text }, '');
  if ('problems' in decoded) throw new Error(decoded.problems.map(({ message }) => message).join('\n'));
  return decoded.configuration;
}
