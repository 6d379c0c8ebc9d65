/** What the server meets of the world beside the connection and the disk. */
export interface Host {
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Milliseconds since some moment. */
  readonly now: () => number;
}
