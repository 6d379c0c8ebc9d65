import { unknownValue } from '../values/make';
import type { TfType } from '../values/type';
import { ANY, BOOL, setOf, STRING } from '../values/type';
import type { TfFunction } from './function';

const CLOCK = 'depends on when Terraform runs';
const RANDOM = 'is different every time';
const FILES = 'reads a file';
const HOME = 'depends on the machine that Terraform runs on';
const HASH = 'is a hash, which is not worked out here';
const SECRET = 'needs a private key';

/** Functions whose answer nobody can tell from the files alone, and those that are not worth working out here. */
export const UNKNOWABLE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  timestamp: unknowable('timestamp', CLOCK),
  plantimestamp: unknowable('plantimestamp', CLOCK),
  uuid: unknowable('uuid', RANDOM),
  bcrypt: unknowable('bcrypt', RANDOM),
  rsadecrypt: unknowable('rsadecrypt', SECRET),
  pathexpand: unknowable('pathexpand', HOME),
  abspath: unknowable('abspath', HOME),
  file: unknowable('file', FILES),
  filebase64: unknowable('filebase64', FILES),
  fileexists: unknowable('fileexists', FILES, BOOL),
  fileset: unknowable('fileset', FILES, setOf(STRING)),
  filemd5: unknowable('filemd5', FILES),
  filesha1: unknowable('filesha1', FILES),
  filesha256: unknowable('filesha256', FILES),
  filesha512: unknowable('filesha512', FILES),
  filebase64sha256: unknowable('filebase64sha256', FILES),
  filebase64sha512: unknowable('filebase64sha512', FILES),
  templatefile: unknowable('templatefile', FILES, ANY),
  templatestring: unknowable('templatestring', 'renders a template that is itself a value', ANY),
  issensitive: unknowable('issensitive', 'asks for a mark that is not followed here', BOOL),
  yamldecode: unknowable('yamldecode', 'reads YAML, which is not read inside Terraform', ANY),
  yamlencode: unknowable('yamlencode', 'writes YAML, which is not written here'),
  base64gzip: unknowable('base64gzip', 'compresses, which is not done here'),
  base64gunzip: unknowable('base64gunzip', 'decompresses, which is not done here'),
  textencodebase64: unknowable('textencodebase64', 'needs tables of old encodings'),
  textdecodebase64: unknowable('textdecodebase64', 'needs tables of old encodings'),
  md5: unknowable('md5', HASH),
  sha1: unknowable('sha1', HASH),
  sha256: unknowable('sha256', HASH),
  sha512: unknowable('sha512', HASH),
  base64sha256: unknowable('base64sha256', HASH),
  base64sha512: unknowable('base64sha512', HASH),
  uuidv5: unknowable('uuidv5', HASH),
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
