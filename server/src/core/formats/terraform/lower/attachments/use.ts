import type { Location } from '../../../../text/source';
import { known, unknown, type Value } from '../../../../values/value';
import type { Use } from '../../../attachment';
import { plain } from '../../rounds';
import type { TfValue } from '../../values/value';
import { elementAt, elementsOf } from '../elements';
import type { Reading } from '../reading';
import type { Resource } from '../resource';
import type { Section } from '../section';

/** What goes along while resources become attachments. */
export interface Context {
  readonly reading: Reading;
  /** The resources that somebody may be attached to, by the references to their ids. */
  readonly byId: ReadonlyMap<string, Resource>;
  /** The same in file order. */
  readonly resources: readonly Resource[];
}

/** The one thing that an argument names; `undefined` when it is not set. */
export function useOf(section: Section, argument: string, context: Context): Use | undefined {
  const [element] = elementAt(section, argument);
  return element && { to: nameOf(element.value, context), at: placeOf(section, argument) };
}

/**
 * The things that a list in an argument names; where there may be more, an unknown stands at its end. A list that is
 * unknown as a whole is no name, even if it has a reference.
 */
export function usesOf(section: Section, argument: string, context: Context): readonly Use[] {
  const value = section.get(argument);
  if (value?.kind === 'unknown') return [{ to: plain(value), at: placeOf(section, argument) }];
  return elementsOf(section, argument)
    .filter(({ value }) => !isEmpty(value))
    .map(({ value, at }) => ({ to: nameOf(value, context), at }));
}

/** Where an argument stands: the use is there, even if the id is written elsewhere. */
export function placeOf(section: Section, argument: string): Location {
  const written = section.written(argument);
  if (written !== undefined) return { file: section.file, span: written.span };
  return section.get(argument)?.at ?? section.at;
}

/** What a thing is called that an expression names by its id. */
function nameOf(value: TfValue, context: Context): Value<string> {
  if (value.kind === 'string') return known(nameById(value.value, context));
  if (value.kind !== 'unknown') return unknown('this is no id', value.at);
  const { reference } = value;
  return reference === undefined ? plain(value) : known(nameById(reference, context));
}

/** `id` is an id, or a reference to one. */
function nameById(id: string, { reading, byId }: Context): string {
  return reading.owners.get(id) ?? byId.get(id)?.address ?? id;
}

/** What a group is called that AWS makes together with a resource, and says so in this attribute. */
export function madeGroup(resource: Resource, attribute: string, context: Context): string {
  const id = resource.get(attribute);
  return nameById(id?.kind === 'string' ? id.value : `${resource.address}.${attribute}`, context);
}

export const VPC_TYPES = ['aws_vpc', 'aws_default_vpc'];

/** The VPC that says of itself, in one of these attributes, that the value is the id of its main or default thing. */
export function vpcBehind(
  value: TfValue | undefined,
  attributes: readonly string[],
  context: Context,
): string | undefined {
  if (value?.kind === 'string') {
    const says =
      (vpc: Resource) =>
      (attribute: string): boolean => {
        const own = vpc.get(attribute);
        return own?.kind === 'string' && own.value === value.value;
      };
    return context.resources.find((vpc) => VPC_TYPES.includes(vpc.type) && attributes.some(says(vpc)))
      ?.address;
  }
  const reference = value?.kind === 'unknown' ? value.reference : undefined;
  const attribute = attributes.find((candidate) => reference?.endsWith(`.${candidate}`));
  if (reference === undefined || attribute === undefined) return undefined;
  return nameById(`${reference.slice(0, -attribute.length)}id`, context);
}

function isEmpty(value: TfValue): boolean {
  return value.kind === 'string' && value.value === '';
}

/** What a resource is called and where it is. */
export function identify({ address, at, region }: Resource): {
  readonly name: string;
  readonly at: Location;
  readonly region?: Value<string>;
} {
  return { name: address, at, ...(region !== undefined && { region }) };
}
