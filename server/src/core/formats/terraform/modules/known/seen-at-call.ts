import type { Location } from '../../../../text/source';
import type { Resource } from '../../lower/resource';
import type { Section } from '../../lower/section';
import type { Module } from '../../module';
import { isStandIn } from './index';
import { outside, outward, outwardUnknown, placeOfCall } from './outward';
import { ORIGIN } from './text';

/**
 * A resource as people may see it: one of a stand-in stands where its caller asks for it, in an element of an input or
 * in the call.
 */
export function seenAtCall(resource: Resource, module: Module): Resource {
  const call = placeOfCall(module);
  if (call === undefined) return resource;
  const { type, address, key, existence, condition, complete } = resource;
  const section = sectionAtCall(resource, originOf(resource, call));
  return {
    ...section,
    type,
    address,
    key,
    condition,
    complete,
    ...(existence !== undefined && { existence: outwardUnknown(existence, call) }),
    place: (argument) => section.get(argument)?.at ?? section.at,
    sections: (name) =>
      resource.sections(name)?.map((inner) => sectionAtCall(inner, originOf(inner, section.at))),
    mentions: (argument) => resource.mentions(argument),
    ignored: resource.ignored,
    comments: resource.comments,
    call: resource.call,
    get region() {
      return resource.region;
    },
  };
}

function sectionAtCall(section: Section, at: Location): Section {
  const { doubt, anything } = section;
  return {
    at,
    file: at.file,
    get(name) {
      const value = section.get(name);
      return value && outward(value, at);
    },
    written: () => undefined,
    ...(doubt !== undefined && { doubt: outwardUnknown(doubt, at) }),
    ...(anything !== undefined && { anything: outwardUnknown(anything, at) }),
  };
}

function originOf(section: Section, call: Location): Location {
  const origin = section.get(ORIGIN)?.at;
  return origin === undefined || isStandIn(origin.file) ? call : outside(origin, call);
}
