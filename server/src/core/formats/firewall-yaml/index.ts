import { blameBrokenText } from '../../policies/broken-text';
import { readYaml, type YamlDocument } from '../../syntax/yaml';
import { stemOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import type { Format, Problem, Unit } from '../format';
import { findFirewalls } from './find';
import { readFirewall } from './firewall';
import { writeChange } from './write';

/** The project's own, vendor-neutral form: documents with the key `firewall`, or with a list `firewalls`. */
export const firewallYaml: Format = {
  name: 'firewall-yaml',

  claims({ path, text }) {
    return /\.ya?ml$/i.test(path) && isMarked(text);
  },

  read(files) {
    const units = files.map(readFile);
    return {
      files,
      policies: units.flatMap(({ policies }) => policies),
      attachments: [],
      problems: units.flatMap(({ problems }) => problems),
      strayComments: units.flatMap(({ strayComments }) => strayComments),
    };
  },

  write: writeChange,
};

function isMarked(text: string): boolean {
  return text.includes('rules') && /^firewalls?[ \t]*:/m.test(text);
}

function readFile(file: SourceFile): Pick<Unit, 'policies' | 'problems' | 'strayComments'> {
  const { documents, comments, problems: mistakes } = readYaml(file);
  const found = documents.flatMap(findFirewalls);
  const stem = stemOf(file.path);
  const malformed: Problem[] = [];
  const read = found.map((firewall, index) => {
    const fallback = found.length === 1 ? stem : `${stem}[${index}]`;
    return { policy: readFirewall(firewall, fallback, comments, malformed), start: firewall.at.span.start };
  });
  const { policies, problems } = blameBrokenText(read, malformed, mistakes);
  const settled = new Set(policies.flatMap((policy) => policy.comments));
  return {
    policies,
    problems: [...(documents.length === 0 ? mistakes : documents.flatMap(mistakesOf)), ...problems],
    strayComments: found.length === 0 ? [] : comments.filter((comment) => !settled.has(comment)),
  };
}

/** What keeps a document of ours from being read; documents of others may share the file. */
function mistakesOf(document: YamlDocument): readonly Problem[] {
  const { file, span } = document.at;
  // One mistake makes the parser stumble again and again; the first place is the one to look at.
  return isMarked(file.text.slice(span.start, span.end)) ? document.problems.slice(0, 1) : [];
}
