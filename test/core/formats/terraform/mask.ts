import {
  list,
  map,
  object,
  set,
  tuple,
  unknownValue,
} from '../../../../server/src/core/formats/terraform/values/make';
import { typeOf } from '../../../../server/src/core/formats/terraform/values/type-of';
import type { TfValue } from '../../../../server/src/core/formats/terraform/values/value';
import { NOWHERE } from './support';

const WHY = { reason: 'it is hidden', at: NOWHERE };

/** The same value with parts of it hidden: as unknowns, or as further elements that may be there. */
export function mask(value: TfValue, random: () => number): TfValue {
  const chance = random();
  if (chance < 0.12) return unknownValue(WHY);
  if (chance < 0.2) return unknownValue(WHY, typeOf(value));
  switch (value.kind) {
    case 'list':
    case 'tuple': {
      const make = value.kind === 'list' ? list : tuple;
      const elements = value.elements.map((element) => mask(element, random));
      if (random() < 0.7) return make(elements, value.at);
      const head = Math.floor(random() * (elements.length + 1));
      const rest = elements.slice(head);
      const shown = rest.filter(() => random() < 0.5);
      const among = rest.filter((element) => !shown.includes(element));
      const open = { ...WHY, head, ...(random() < 0.5 && { among }) };
      return make([...elements.slice(0, head), ...shown], value.at, open);
    }
    case 'set': {
      const elements = value.elements.map((element) => mask(element, random));
      const shown = elements.filter(() => random() < 0.7);
      const among = elements.filter((element) => !shown.includes(element));
      return set(shown, value.at, { ...WHY, ...(random() < 0.5 && { among }) });
    }
    case 'map':
    case 'object': {
      const make = value.kind === 'map' ? map : object;
      const entries = [...value.entries].map(([key, entry]) => [key, mask(entry, random)] as const);
      if (random() < 0.7) return make(entries, value.at);
      const shown = entries.filter(() => random() < 0.6);
      const among = entries
        .filter((entry) => !shown.includes(entry))
        .map(([key, entry]) => (random() < 0.5 ? { key, value: entry } : { value: entry }));
      return make(shown, value.at, { ...WHY, ...(random() < 0.5 && { among }) });
    }
    case 'null':
    case 'unknown':
    case 'string':
    case 'number':
    case 'bool':
      return value;
  }
}
