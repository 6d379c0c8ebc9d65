import type { Check } from './check';
import { lossesOf, lossFinding } from './losses';
import { consequence, describeFlows, wayOut } from './messages';
import { missingFlows } from './missing-flows';

/** A stateless policy lets a required flow out but not its answers back. */
export const missingReturnPath: Check = {
  id: 'missing-return-path',
  *run(context) {
    for (const lost of lossesOf(context, 'answers')) {
      const { judgement, loss } = lost;
      const flows = describeFlows(missingFlows(loss));
      const finding = lossFinding(
        lost,
        `The answers of ${judgement.asked.requirement.id} cannot come back: ${loss.direction} ${flows} is not allowed, and this policy is stateless. ${consequence(judgement)} Allow the ephemeral ports in the ${loss.direction} direction as well.${wayOut(judgement)}`,
      );
      yield loss.deny === undefined
        ? finding
        : {
            ...finding,
            related: [{ message: 'this rule denies the answers', at: loss.deny.at }, ...finding.related],
          };
    }
  },
};
