import { ANY, STRING } from '../values/type';
import { textOf } from './arguments';
import { type CallContext, type Failure, failure, type Parameter, type TfFunction } from './function';
import type { TfValue } from '../values/value';
import { readText } from './file';

const vars: Parameter = { name: 'vars', type: ANY, partial: true };

/** Functions that render a template in which only the given names mean something. */
export const TEMPLATE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  templatefile: {
    parameters: [{ name: 'path', type: STRING }, vars],
    call([path, names], context) {
      const text = readText('templatefile', textOf(path), context);
      return text.kind === 'string' ? render(text.value, names, context.render) : text;
    },
  },
  templatestring: {
    parameters: [{ name: 'template', type: STRING }, vars],
    call: ([text, names], context) => render(textOf(text), names, context.render),
  },
};

function render(
  text: string,
  names: TfValue | undefined,
  rendering: CallContext['render'],
): TfValue | Failure {
  if (names === undefined) return failure('there are no names', 1);
  if (names.kind === 'unknown') return names;
  if (!('entries' in names)) return failure('the names come as a map or object', 1);
  return rendering(text, names);
}
