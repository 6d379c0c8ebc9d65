import type { Origin } from './trace';

interface Family {
  /** Arguments that take an id of it. */
  readonly argument: RegExp;
  readonly fits: (origin: Origin) => boolean;
}

/** `attribute`: attributes of other resources that are ids of it too. */
function family(argument: RegExp, types: readonly string[], attribute: RegExp): Family {
  return {
    argument,
    fits: ({ resource: { type }, attribute: name }) =>
      name === 'id' ? types.includes(type.replace('data.', '')) : attribute.test(name) && !RULE.test(type),
  };
}

/** A rule says whose it is, and is not the group itself. */
const RULE = /_rule$|_entry$/;

const FAMILIES: readonly Family[] = [
  family(
    /security_group|^vpc_security_groups/,
    ['aws_security_group', 'aws_default_security_group'],
    /security_group_ids?$/,
  ),
  family(/network_acl_id$/, ['aws_network_acl', 'aws_default_network_acl'], /network_acl_id$/),
  family(/prefix_list/, ['aws_ec2_managed_prefix_list'], /prefix_list_id$/),
];

/** What an argument can take: a place for groups takes the ids of groups and nothing else. */
export function fitsArgument(argument: string): (origin: Origin) => boolean {
  return FAMILIES.find((family) => family.argument.test(argument))?.fits ?? anything;
}

function anything(): boolean {
  return true;
}
