import { editionJson } from './editions';
import { array, entries, object, own, string } from './json';
import type { JsonObject } from '../values/json-object';

/** What an edition says about itself, which no run of the linter asks for. */
export interface EditionRecord {
  readonly title: string;
  /** Where its values come from, by the name that they are cited with. */
  readonly sources: ReadonlyMap<string, Source>;
  /** What its document prints and what is wrong: never demanded. */
  readonly rejected: readonly Rejected[];
}

export interface Source {
  readonly description: string;
  readonly url?: string;
}

export interface Rejected {
  /** A table, the id of a requirement, or `regions` for their names. */
  readonly where: string;
  readonly region?: string;
  readonly value: string;
  readonly reason: string;
}

/** The record of an edition that exists. Throws when the file does not have the shape of the catalog's schema. */
export function editionRecord(date: string): EditionRecord {
  const file = object(editionJson(date), date);
  return {
    title: string(file['title'], `${date}.title`),
    sources: entries(file['sources'], `${date}.sources`, (json, at) => {
      const source = object(json, at);
      const url = optional(source, 'url', at);
      return { description: string(source['description'], `${at}.description`), ...(url && { url }) };
    }),
    rejected: array(file['rejected'], `${date}.rejected`, (json, at) => {
      const entry = object(json, at);
      const region = optional(entry, 'region', at);
      return {
        where: optional(entry, 'table', at) ?? optional(entry, 'requirement', at) ?? 'regions',
        ...(region && { region }),
        value: string(entry['value'], `${at}.value`),
        reason: string(entry['reason'], `${at}.reason`),
      };
    }),
  };
}

function optional(json: JsonObject, key: string, at: string): string | undefined {
  const value = own(json, key);
  return value === undefined ? undefined : string(value, `${at}.${key}`);
}
