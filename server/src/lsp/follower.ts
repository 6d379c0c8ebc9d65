import type { CancellationToken } from 'vscode-languageserver';

/** What has changed since somebody looked last. */
export interface News {
  /** Undefined: everything. */
  readonly keys: ReadonlySet<string> | undefined;
  /** Files may have come and gone. */
  readonly files: boolean;
}

/** Somebody who wants to know of every change and takes what there is when there is time for it. */
export interface Follower {
  /** Files by their keys, or everything where none are named; files may have come and gone. */
  changed(keys?: readonly string[]): void;
  edited(key: string): void;
  end(): void;
  /** Everything that is new, once there is something; undefined when it is over. */
  next(): Promise<News | undefined>;
}

export function createFollower(token: CancellationToken): Follower {
  let news: News | undefined;
  let isOver = token.isCancellationRequested;
  let wake = (): void => undefined;
  const end = (): void => {
    isOver = true;
    wake();
  };
  const add = (keys: readonly string[] | undefined, files: boolean): void => {
    const isEverything = keys === undefined || (news !== undefined && news.keys === undefined);
    news = {
      keys: isEverything ? undefined : new Set([...(news?.keys ?? []), ...keys]),
      files: files || news?.files === true,
    };
    wake();
  };
  token.onCancellationRequested(end);
  return {
    changed(keys) {
      add(keys, true);
    },
    edited(key) {
      add([key], false);
    },
    end,
    async next() {
      while (news === undefined && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = news;
      news = undefined;
      return isOver ? undefined : taken;
    },
  };
}
