/** What a command meets of the world: nothing below reads `process` itself, so tests can stand in for it. */
export interface Host {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly platform: string;
  /** Called for a URL that the user named, and for nothing else. */
  readonly fetch: Fetch;
}

/** The part of the global `fetch` that is used here. */
export type Fetch = (
  url: string,
  options: { readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<Response>;

export interface Sink {
  write(text: string): unknown;
  /** Whether a person watches. */
  readonly isTTY?: boolean;
}

/** 0 fine, 1 findings, 2 wrong usage or configuration, 3 a fault of ours. */
export type Status = 0 | 1 | 2 | 3;

/** What a command wants done in the end: nothing is written before it is certain that it ran. */
export interface Outcome {
  readonly status: Status;
  readonly stdout: string;
  readonly stderr?: string;
  /** Reports for files; `path` is as given. `append`: others write to the file, too. */
  readonly files?: readonly { readonly path: string; readonly text: string; readonly append?: true }[];
}
