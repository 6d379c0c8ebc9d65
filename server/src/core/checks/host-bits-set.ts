import { problemCheck } from './problems';

/** A CIDR whose address has bits beyond its prefix: AWS takes the network, or refuses it. */
export const hostBitsSet = problemCheck('host-bits-set');
