import { readJson, type JsonDocument } from '../../../syntax/json';
import type { Format, Unit } from '../../format';
import { readAttachments } from '../lower/attachments';
import { readPolicies } from '../lower/policies';
import { startReading } from '../lower/reading';
import { planMentions } from './mentions';
import { readPlan } from './plan';
import { plannedResources, unfinished } from './resources';

/**
 * Plans and state of Terraform and OpenTofu, as `show -json` prints them: what is there once the plan is applied,
 * with every value that is known by then. Machines write them, so there is nothing in them to fix.
 */
export const terraformPlan: Format = {
  name: 'terraform-plan',

  claims({ path, text }) {
    if (!/\.json$/i.test(path)) return false;
    if (text.includes('"planned_values"')) return true;
    return MARKS_OF_STATE.every((mark) => text.includes(mark));
  },

  read(files) {
    const documents = files.map(readJson);
    const parts = documents.map(readDocument);
    return {
      files,
      policies: parts.flatMap(({ policies }) => policies),
      attachments: parts.flatMap(({ attachments }) => attachments),
      problems: parts.flatMap(({ problems }) => problems),
      derived: true,
      strayComments: documents.flatMap(({ comments }) => comments),
    };
  },
};

type Part = Pick<Unit, 'policies' | 'attachments' | 'problems'>;

function readDocument(document: JsonDocument): Part {
  // One mistake makes the parser stumble again and again; the first place is the one to look at.
  const [problem] = document.problems;
  if (problem !== undefined) return { policies: [], attachments: [], problems: [problem] };
  const plan = readPlan(document);
  const reading = startReading({
    resources: plannedResources(plan),
    handedOut: unfinished(plan),
    broken: false,
  });
  const policies = readPolicies(reading);
  const attachments = [...readAttachments(reading, policies), ...planMentions(plan, policies)];
  return { policies, attachments, problems: reading.problems };
}

const MARKS_OF_STATE = ['"format_version"', '"terraform_version"', '"values"'];
