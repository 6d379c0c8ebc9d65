/** Something that is wrong with what the document of an edition prints, or with the edition itself. */
export interface Fault {
  readonly kind: FaultKind;
  /** A table, the id of a requirement, or `regions` for their names. */
  readonly where: string;
  /** Left out for what is the same in every Region. */
  readonly region?: string;
  readonly value?: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** How the edition deals with it; left out where it does not. */
  readonly answer?: string;
}

export type FaultKind =
  /** The addresses are those of another Region. */
  | 'wrong-region'
  /** ip-ranges.json does not list the addresses where they belong. */
  | 'not-listed'
  /** Management addresses that are nobody's private ones. */
  | 'public-range'
  | 'bad-url'
  | 'garbled-name'
  /** The document has nothing to read in a place where it has something for other Regions. */
  | 'lost-cell'
  /** Rejected, and a value of the edition all the same. */
  | 'rejected-in-use';
