import type { Edition } from '../edition';
import type { Rejected } from '../record';
import type { Fault } from './fault';

/** A host name, or an address behind one of the schemes that clients use. Labels may be placeholders. */
const URL_FORM =
  /^(?:https?:\/\/|turn:)?(?:\*\.)?(?:[a-z0-9-]+|<[a-z ]+>)(?:\.(?:[a-z0-9-]+|<[a-z ]+>))+(?:\/\S*)?$/;

/** Domains that no client could ask for. */
export function urlFaults({ requirements }: Edition, rejected: readonly Rejected[]): readonly Fault[] {
  const values: readonly Named[] = requirements.flatMap(({ id, peers }) =>
    peers.kind === 'domains'
      ? [
          ...peers.everywhere.map(({ value }) => ({ where: id, value })),
          ...[...peers.byRegion].flatMap(([region, list]) =>
            list.map(({ value }) => ({ where: id, region, value })),
          ),
        ]
      : [],
  );
  const refused = rejected.filter(({ where }) => requirements.some(({ id }) => id === where)).map(answered);
  return [...values, ...refused]
    .filter(({ value }) => !URL_FORM.test(value.replaceAll('<directory id>', 'directory-id')))
    .map((named) => ({ kind: 'bad-url', message: 'No client could ask for this.', ...named }));
}

/** Names of Regions with letters that no language writes together with the others. */
export function nameFaults({ regions }: Edition, rejected: readonly Rejected[]): readonly Fault[] {
  const names: readonly Named[] = regions.map(({ code, name }) => ({
    where: 'regions',
    region: code,
    value: name,
  }));
  const refused = rejected.filter(({ where }) => where === 'regions').map(answered);
  return [...names, ...refused]
    .filter(({ value }) => /[^\p{Script=Latin}\p{Script=Common}]/u.test(value))
    .map((named) => ({ kind: 'garbled-name', message: 'The text was read in another encoding.', ...named }));
}

type Named = Pick<Fault, 'where' | 'region' | 'value' | 'answer'> & { readonly value: string };

function answered({ where, region, value, reason }: Rejected): Named {
  return { where, ...(region !== undefined && { region }), value, answer: `rejected: ${reason}` };
}
