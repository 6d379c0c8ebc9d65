import { list, record, text } from './plan';
import { isObject, type JsonObject } from '../../../values/json-object';

/**
 * Whether a plan was made from expressions that it does not show. It shows neither `dynamic` blocks nor locals. But it
 * lists the attributes of other resources that anything was made from; where one of them is in no expression that is
 * shown, another one uses it. Plans of formats before 1.1 have no such list.
 */
export function hasHiddenSources(document: JsonObject): boolean {
  if (/^(?:0\.|1\.0$)/.test(text(document.format_version))) return true;
  const shown = new Set<string>();
  collect(document.configuration, shown);
  return list(document.relevant_attributes).some((entry) => {
    const { resource, attribute } = record(entry);
    const address = lastPart(text(resource));
    const [name] = list(attribute);
    return !shown.has(address) && !shown.has(`${address}.${text(name)}`);
  });
}

/** What expressions refer to: attributes, or resources as a whole. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const element of value) collect(element, found);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'references') collect(inner, found);
    else {
      const names = list(inner).map((name) => text(name).replace(/\[[^\]]*\]/g, ''));
      // Behind each attribute its resource is named as well.
      for (const name of names) {
        if (!names.some((other) => other.startsWith(`${name}.`))) found.add(attributeIn(name));
      }
    }
  }
}

/** `aws_vpc.main.id` of `aws_vpc.main.id.x`, and of a resource the resource. */
function attributeIn(name: string): string {
  return name
    .replace(/^data\./, '')
    .split('.')
    .slice(0, 3)
    .join('.');
}

/** `aws_vpc.main` of `module.net["a"].aws_vpc.main[0]`. */
function lastPart(address: string): string {
  return address
    .replace(/\[(?:\d+|"[^"]*")\]/g, '')
    .split('.')
    .slice(-2)
    .join('.');
}
