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

/** How a report for people looks. */
export interface Style {
  readonly paint: Paint;
  /** Only errors and the summary. */
  readonly quiet: boolean;
}

/** Every form of report by the name that `--format` knows it by. A new one is a file beside this and a line here. */
export const REPORTERS = {
  text: (analysis, { paint, quiet }) => textReport(analysis, paint, quiet),
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  markdown: markdownReport,
} as const satisfies Readonly<Record<string, Reporter>>;

export type ReportFormat = keyof typeof REPORTERS;
