import type { Location } from '../../../../text/source';
import type { Open, OpenEntries, TfValue } from '../../values/value';
import type { Module } from '../../module';
import { headerOf } from '../../module';
import type { Unknown } from '../../../../values/value';
import { isStandIn } from './index';

/** The module in which people have written what leads to a module: itself, unless it is a stand-in. */
export function writtenModule(module: Module): Module {
  let written = module;
  while (written.directory.standIn !== undefined && written.call !== undefined) written = written.call.parent;
  return written;
}

/** The place of the call that leads to a stand-in; undefined for modules that people have written. */
export function placeOfCall(module: Module): Location | undefined {
  let place: Location | undefined;
  for (let inner = module; inner.directory.standIn !== undefined; inner = inner.call.parent) {
    if (inner.call === undefined) break;
    place = headerOf(inner.call.declaration);
  }
  return place;
}

/** A value as people may see it: what a stand-in says by itself is said by its call. */
export function outward(value: TfValue, call: Location): TfValue {
  const at = outside(value.at, call);
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return {
        ...value,
        at,
        elements: all(value.elements, call),
        ...(value.open && { open: open(value.open, call) }),
      };
    case 'set':
      return {
        ...value,
        at,
        elements: all(value.elements, call),
        ...(value.open && { open: open(value.open, call) }),
      };
    case 'map':
    case 'object': {
      const entries = new Map([...value.entries].map(([key, entry]) => [key, outward(entry, call)]));
      return { ...value, at, entries, ...(value.open && { open: openEntries(value.open, call) }) };
    }
    case 'null':
    case 'string':
    case 'number':
    case 'bool':
    case 'unknown':
      return { ...value, at };
  }
}

/** What is not known in a stand-in is not known at the call. */
export function outwardUnknown(value: Unknown, call: Location): Unknown {
  return { ...value, at: outside(value.at, call) };
}

/** A place that may be shown: that of the call, for all places in a stand-in. */
export function outside(at: Location, call: Location): Location {
  return isStandIn(at.file) ? call : at;
}

function all(values: readonly TfValue[], call: Location): readonly TfValue[] {
  return values.map((value) => outward(value, call));
}

function open<O extends Open>(value: O, call: Location): O {
  return {
    ...value,
    at: outside(value.at, call),
    ...(value.among !== undefined && { among: all(value.among, call) }),
  };
}

function openEntries(value: OpenEntries, call: Location): OpenEntries {
  const among = value.among?.map((entry) => ({ ...entry, value: outward(entry.value, call) }));
  return { ...value, at: outside(value.at, call), ...(among !== undefined && { among }) };
}
