import regions from '../../../../catalog/regions.json';

/** The code of every AWS Region that the newest snapshot of ip-ranges.json names, sorted. */
export const REGION_CODES: readonly string[] = regions.codes;

/** Whether AWS has such a Region, with or without WorkSpaces. */
export function isRegionCode(code: string): boolean {
  return known.has(code);
}

const known = new Set(REGION_CODES);
