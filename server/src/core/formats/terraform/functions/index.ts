import { COLLECTION_FUNCTIONS } from './collection';
import { DATE_FUNCTIONS } from './date';
import { ENCODING_FUNCTIONS } from './encoding';
import { FILE_FUNCTIONS } from './file';
import type { TfFunction } from './function';
import { HASH_FUNCTIONS } from './hash';
import { MAPPING_FUNCTIONS } from './mapping';
import { NETWORK_FUNCTIONS } from './network';
import { NUMERIC_FUNCTIONS } from './numeric';
import { PATH_FUNCTIONS } from './path';
import { PATTERN_FUNCTIONS } from './pattern';
import { SET_FUNCTIONS } from './set';
import { STRING_FUNCTIONS } from './string';
import { TEMPLATE_FUNCTIONS } from './template';
import { TEXT_ENCODING_FUNCTIONS } from './text-encoding';
import { TYPE_FUNCTIONS } from './type';
import { UNKNOWABLE_FUNCTIONS } from './unknowable';
import { YAML_FUNCTIONS } from './yaml';

/** The functions of Terraform and OpenTofu but for try(), can() and convert(), which are forms of expressions. */
export const FUNCTIONS: ReadonlyMap<string, TfFunction> = new Map(
  Object.entries({
    ...STRING_FUNCTIONS,
    ...PATTERN_FUNCTIONS,
    ...COLLECTION_FUNCTIONS,
    ...MAPPING_FUNCTIONS,
    ...SET_FUNCTIONS,
    ...NUMERIC_FUNCTIONS,
    ...ENCODING_FUNCTIONS,
    ...TEXT_ENCODING_FUNCTIONS,
    ...YAML_FUNCTIONS,
    ...HASH_FUNCTIONS,
    ...NETWORK_FUNCTIONS,
    ...TYPE_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...PATH_FUNCTIONS,
    ...FILE_FUNCTIONS,
    ...TEMPLATE_FUNCTIONS,
    ...UNKNOWABLE_FUNCTIONS,
  }),
);
