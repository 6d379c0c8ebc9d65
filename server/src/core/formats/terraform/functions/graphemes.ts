/** A text in the characters that people see, which is what Terraform counts. */
export function graphemes(text: string): string[] {
  return PLAIN.test(text) ? text.split('') : (text.match(CLUSTER) ?? []);
}

/** In ASCII only CR LF is one character. */
const PLAIN = /^[\x00-\x0c\x0e-\x7f]*$/;

/**
 * Line ends, flags, emoji that are joined, and anything with its marks. `Intl.Segmenter` knows a few rarer clusters
 * and takes a second for a long text.
 */
const CLUSTER =
  /\r\n|\p{RI}\p{RI}|\p{ExtPict}(?:[\p{M}\p{EMod}]*\u200d\p{ExtPict})*[\p{M}\p{EMod}\u200d]*|.[\p{M}\p{EMod}\u200c\u200d]*/gsu;
