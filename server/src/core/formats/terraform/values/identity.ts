import { formatNumber } from './number';
import type { TfValue } from './value';

/** A text that two wholly known values share exactly when they are equal and of one type. */
export function identity(value: TfValue): string {
  return write(value, true);
}

/** What Terraform sorts the elements of a set by that are neither strings, numbers nor bools. */
export function sortKey(value: TfValue): string {
  return write(value, false);
}

function write(value: TfValue, distinct: boolean): string {
  switch (value.kind) {
    case 'null':
      return '~';
    case 'unknown':
      return '?';
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return value.value ? 'T' : 'F';
    case 'list':
    case 'set':
    case 'tuple': {
      const elements = value.elements.map((element) => `${write(element, distinct)};`).join('');
      const mark = distinct ? value.kind : '';
      return mark + (value.kind === 'tuple' ? `<${elements}>` : `[${elements}]`);
    }
    case 'map':
    case 'object': {
      const named = distinct || value.kind === 'map';
      const entries = [...value.entries].map(
        ([key, entry]) => `${named ? `${JSON.stringify(key)}:` : ''}${write(entry, distinct)};`,
      );
      return value.kind === 'map' ? `{${entries.join('')}}` : `<${entries.join('')}>`;
    }
  }
}
