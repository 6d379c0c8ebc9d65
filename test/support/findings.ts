import assert from 'node:assert/strict';

/** The findings of a JSON report as `path:line:column severity check message`. */
export function findingsOf(report: string): readonly string[] {
  const { findings } = record(JSON.parse(report));
  assert.ok(Array.isArray(findings));
  return findings.map((item: unknown) => {
    const { file, range, severity, rule, message } = record(item);
    const { line, column } = record(record(range).start);
    return `${String(file)}:${String(line)}:${String(column)} ${String(severity)} ${String(rule)} ${String(message)}`;
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}
