/** The records of a text in CSV (RFC 4180), empty lines left out; `undefined` when a quote is out of place. */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (let at = 0; at < text.length; at = field.lastIndex) {
    field.lastIndex = at;
    const match = field.exec(text);
    if (match === null) return undefined;
    const [all, quoted, plain = '', end] = match;
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',' && field.lastIndex === text.length) record.push('');
    if (end !== ',' || field.lastIndex === text.length) {
      const isEmptyLine = record.length === 1 && all.trim() === '';
      if (!isEmptyLine) records.push(record);
      record = [];
    }
  }
  return records;
}
