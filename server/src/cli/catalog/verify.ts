import { version } from '../../../../package.json';
import { audit, type Fault } from '../../core/requirements/audit';
import { EDITIONS } from '../../core/requirements/editions';
import type { Options } from '../arguments';
import { defineCommand } from '../define-command';
import { print } from '../reporters/json';
import { readEdition } from '../run-analysis';
import { oneOf } from '../usage';

const OPTIONS = {
  format: { value: 'text|json', help: 'Form of the answer.' },
} as const satisfies Options<string>;

export const verify = defineCommand({
  usage:
    'catalog verify [EDITION…]\n\nAll editions unless some are given. Exits with 1 when there is a fault that the catalog does not know of.',
  options: OPTIONS,
  run(args) {
    const format = oneOf('format', args.last('format') ?? 'text', ['text', 'json']);
    const dates = args.paths.length === 0 ? EDITIONS : [...new Set(args.paths.map(readEdition))];
    const faults = dates.map((date) => ({ date, faults: audit(date) }));
    const isUnknown = faults.some((edition) => edition.faults.some(({ answer }) => answer === undefined));
    return {
      status: isUnknown ? 1 : 0,
      stdout:
        format === 'json'
          ? print({
              schema: 1,
              tool: { name: 'workspaces-netlint', version },
              editions: faults.map(({ date, faults: found }) => ({ edition: date, faults: found })),
            })
          : faults.map(({ date, faults: found }) => textOf(date, found)).join('\n'),
    };
  },
});

function textOf(date: string, faults: readonly Fault[]): string {
  const unknown = faults.filter(({ answer }) => answer === undefined).length;
  return [
    `Edition ${date}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}, ${unknown === 0 ? 'all of them known and dealt with' : `${unknown} of them not dealt with`}`,
    ...faults.flatMap(({ kind, where, region, value, message, answer }) => [
      ['', kind, where, region, value].filter((word) => word !== undefined).join('  ').trimEnd(),
      `    ${message}`,
      `    ${answer === undefined ? 'NOT DEALT WITH' : answer}`,
    ]),
    '',
  ].join('\n');
}
