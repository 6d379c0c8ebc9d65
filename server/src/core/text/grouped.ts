/**
 * A whole number with a comma between groups of three digits: `1,048,576`. The same on every machine, and without
 * waking the language data of the engine, which costs a short run a tenth of its time.
 */
export function grouped(value: number | bigint): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
