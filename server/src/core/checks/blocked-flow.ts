import type { Check } from './check';
import { lossesOf, lossFinding } from './losses';
import { consequence, describeLoss, wayOut } from './messages';

/** A rule further down would let a required flow through, but a deny in front of it takes it away. */
export const blockedFlow: Check = {
  id: 'blocked-flow',
  *run(context) {
    for (const lost of lossesOf(context, 'blocked')) {
      const { judgement, loss } = lost;
      const { deny } = loss;
      if (deny === undefined) continue;
      const name = deny.name === undefined ? 'This deny' : `The deny "${deny.name}"`;
      const finding = lossFinding(
        lost,
        `${name} stands in front of what would allow it: ${loss.direction} ${describeLoss(judgement, loss)}. ${consequence(judgement)} Narrow the deny, or put an allow for the flow before it.${wayOut(judgement)}`,
      );
      yield { ...finding, at: deny.at };
    }
  },
};
