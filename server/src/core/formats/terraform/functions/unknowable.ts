import { unknownValue } from '../values/make';
import type { TfType } from '../values/type';
import { ANY, BOOL, STRING } from '../values/type';
import type { TfFunction } from './function';

const CLOCK = 'depends on when Terraform runs';
const RANDOM = 'is different every time';

/** Functions whose answer nobody can tell from the files alone, and those that are not worth working out here. */
export const UNKNOWABLE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  timestamp: unknowable('timestamp', CLOCK),
  plantimestamp: unknowable('plantimestamp', CLOCK),
  uuid: unknowable('uuid', RANDOM),
  bcrypt: unknowable('bcrypt', RANDOM),
  rsadecrypt: unknowable('rsadecrypt', 'needs a private key'),
  issensitive: unknowable('issensitive', 'asks for a mark that is not followed here', BOOL),
  base64gzip: unknowable('base64gzip', 'compresses, which every version may do in its own way'),
  base64gunzip: unknowable('base64gunzip', 'decompresses, which is not done here'),
};

function unknowable(name: string, why: string, type: TfType = STRING): TfFunction {
  return {
    parameters: [],
    rest: { name: 'args', type: ANY, nullable: true, partial: true },
    result: type,
    call: (_, { at }) =>
      unknownValue({ reason: `${name}() ${why}`, at }, type.kind === 'any' ? undefined : type),
  };
}
