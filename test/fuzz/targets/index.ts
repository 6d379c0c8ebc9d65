import type { Target } from '../target';
import { ANALYSES } from './analyses';
import { fixes } from './fixes';
import { evaluator } from './evaluator';
import { PARSERS } from './parsers';
import { server } from './server';

/** Everything that is fuzzed. A new target is a file beside this and a name here. */
export const TARGETS: readonly Target[] = [...PARSERS, evaluator, ...ANALYSES, fixes, server];
