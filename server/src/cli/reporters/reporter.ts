import type { Analysis } from '../../core/analysis';
import { githubReport } from './github';
import { gitlabReport } from './gitlab';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { markdownReport } from './markdown';
import type { Paint } from './paint';
import { sarifReport } from './sarif';
import { textReport } from './text';

/** Makes a report of a run. The same run gives the same bytes. */
export type Reporter = (analysis: Analysis, style: Style) => string;

/** What reports are to look like; each takes what it has a use for. */
export interface Style {
  readonly paint: Paint;
  /** Only errors and the summary. */
  readonly quiet: boolean;
  /** What goes before a path to make it one from the root of the repository: empty, or it ends with `/`. */
  readonly prefix: string;
}

/** Every form of report by the name that `--format` knows it by. A new one is a file beside this and a line here. */
export const REPORTERS = {
  text: (analysis, { paint, quiet }) => textReport(analysis, paint, quiet),
  json: jsonReport,
  sarif: sarifReport,
  github: (analysis, { prefix }) => githubReport(analysis, prefix),
  gitlab: (analysis, { prefix }) => gitlabReport(analysis, prefix),
  junit: junitReport,
  markdown: markdownReport,
} as const satisfies Readonly<Record<string, Reporter>>;

export type ReportFormat = keyof typeof REPORTERS;
