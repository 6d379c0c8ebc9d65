/** A text in the characters that people see, which is what Terraform counts. */
export function graphemes(text: string): string[] {
  return PLAIN.test(text) ? text.split('') : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** In ASCII only CR LF is one character. */
const PLAIN = /^[\x00-\x0c\x0e-\x7f]*$/;
const segmenter = new Intl.Segmenter('en');
