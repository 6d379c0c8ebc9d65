import { grouped } from '../../../text/grouped';
import { MAX_ELEMENTS } from '../values/limits';
import type { Location } from '../../../text/source';
import { list, number, unknownValue } from '../values/make';
import { listOf, NUMBER } from '../values/type';
import type { TfValue } from '../values/value';
import { elementsOf, numberOf } from './arguments';
import type { Failure, TfFunction } from './function';
import { failure } from './function';
import { asNumber } from '../values/primitive';

export const NUMERIC_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  abs: fromNumber(Math.abs),
  ceil: fromNumber(Math.ceil),
  floor: fromNumber(Math.floor),
  signum: {
    parameters: [{ name: 'num', type: NUMBER }],
    result: NUMBER,
    call([input], { at }) {
      const value = numberOf(input);
      return Number.isInteger(value) ? number(Math.sign(value), at) : failure('it takes a whole number', 0);
    },
  },
  log: fromNumbers('base', (value, base) => Math.log(value) / Math.log(base)),
  pow: fromNumbers('power', (value, power) => value ** power),
  max: ofNumbers((numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  min: ofNumbers((numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  sum: {
    parameters: [{ name: 'list', type: { kind: 'any' } }],
    result: NUMBER,
    call([input], { at }) {
      if (input === undefined || !('elements' in input))
        return failure('it takes a list, set or tuple of numbers', 0);
      if (input.elements.length === 0) return failure('there is nothing to add', 0);
      let sum = 0;
      for (const element of elementsOf(input)) {
        const value = asNumber(element);
        if (typeof value !== 'number') return failure('it takes a list, set or tuple of numbers', 0);
        sum += value;
      }
      return finite(Number.isInteger(sum) ? sum : Number(sum.toPrecision(15)), at);
    },
  },
  range: {
    parameters: [],
    rest: { name: 'params', type: NUMBER },
    result: listOf(NUMBER),
    call: (args, { at }) => range(args.map(numberOf), at),
  },
};

/** Terraform goes on with infinity, which is of no use to anybody. */
function finite(value: number, at: Location): TfValue {
  return Number.isFinite(value)
    ? number(value, at)
    : unknownValue({ reason: 'the result is no number', at }, NUMBER);
}

function fromNumber(change: (value: number) => number): TfFunction {
  return {
    parameters: [{ name: 'num', type: NUMBER }],
    result: NUMBER,
    call: ([input], { at }) => number(change(numberOf(input)), at),
  };
}

function fromNumbers(name: string, change: (value: number, other: number) => number): TfFunction {
  return {
    parameters: [
      { name: 'num', type: NUMBER },
      { name, type: NUMBER },
    ],
    result: NUMBER,
    call: ([input, other], { at }) => finite(change(numberOf(input), numberOf(other)), at),
  };
}

function ofNumbers(choose: (numbers: readonly number[]) => number): TfFunction {
  return {
    parameters: [],
    rest: { name: 'numbers', type: NUMBER },
    result: NUMBER,
    call: (args, { at }) =>
      args.length === 0 ? failure('it takes at least one number') : number(choose(args.map(numberOf)), at),
  };
}

/** Terraform's own bound: no range is longer. */
const LONGEST_RANGE = 1024;

function range(params: readonly number[], at: Location): TfValue | Failure {
  const [first = 0, second, third] = params;
  if (params.length === 0 || params.length > 3) return failure('it takes one, two or three numbers');
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  if (step === 0) return failure('the step must not be zero', 2);
  if ((end - start) * step < 0) return failure('the step leads away from the end', 1);
  const length = Math.ceil((end - start) / step);
  if (length > MAX_ELEMENTS) {
    const reason = `it gives more than ${grouped(MAX_ELEMENTS)} elements`;
    return { ...failure(reason), limit: true };
  }
  if (length > LONGEST_RANGE) return failure(`it gives more than ${grouped(LONGEST_RANGE)} values`);
  return list(
    Array.from({ length }, (_, index) => number(start + index * step, at)),
    at,
  );
}
