export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of parsed JSON, or of what a client sent, is an object: no list, and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
