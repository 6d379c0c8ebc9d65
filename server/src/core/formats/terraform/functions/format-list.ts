import { firstUnknownOf } from '../values/known';
import { list, string, unknownValue } from '../values/make';
import { mapOpen, openSequence } from '../values/open';
import { listOf, STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { formatText } from './format';
import type { Failure } from './function';
import { failure } from './function';

/** What formatlist() makes: one text for each element of the lists, which are equally long. */
export function formatList(pattern: string, args: readonly TfValue[], at: TfValue['at']): TfValue | Failure {
  const lists = args.filter((arg) => 'elements' in arg);
  const [first, ...others] = lists;
  const lacking = args.find((arg) => arg.kind === 'unknown' && !isSingle(arg));
  // An unknown may be a list as well as one value for all.
  if (lacking?.kind === 'unknown') return unknownValue(lacking, listOf(STRING));
  if (first === undefined) return all(pattern, [args], at);
  const open = lists.map(openSequence).find((one) => one !== undefined);
  if (open !== undefined && others.length > 0) return unknownValue(open, listOf(STRING));
  const length = first.elements.length;
  if (others.some((other) => other.elements.length !== length))
    return failure('the lists are not equally long');

  const round = (element: (of: TfValue) => TfValue | undefined): readonly TfValue[] =>
    args.map((arg) => ('elements' in arg ? (element(arg) ?? arg) : arg));
  const rounds = first.elements.map((_, index) =>
    round((of) => ('elements' in of ? of.elements[index] : undefined)),
  );
  const texts = all(pattern, rounds, at);
  if (texts.kind !== 'list' || open === undefined) return texts;
  const rest = mapOpen(open, (element) => {
    const text = one(
      pattern,
      round(() => element),
      at,
    );
    return text.kind === 'failure' ? undefined : text;
  });
  return list(texts.elements, at, rest);
}

function isSingle({ type }: Extract<TfValue, { kind: 'unknown' }>): boolean {
  return type?.kind === 'string' || type?.kind === 'number' || type?.kind === 'bool';
}

function all(pattern: string, rounds: readonly (readonly TfValue[])[], at: TfValue['at']): TfValue | Failure {
  const texts: TfValue[] = [];
  for (const args of rounds) {
    const text = one(pattern, args, at);
    if (text.kind === 'failure') return text;
    texts.push(text);
  }
  return list(texts, at);
}

function one(pattern: string, args: readonly TfValue[], at: TfValue['at']): TfValue | Failure {
  const unknown = firstUnknownOf(args);
  if (unknown !== undefined) return unknownValue(unknown, STRING);
  const text = formatText(pattern, args);
  return typeof text === 'string' ? string(text, at) : text;
}
