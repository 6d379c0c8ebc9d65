import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import { isObject } from '../core/values/json-object';

/** Where the session stands: requests are served between `initialize` and `shutdown`. */
export type Phase = 'new' | 'running' | 'shut-down';

export type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/** Makes handlers that answer every fault with an error of the protocol and never throw anything else. */
export type Guard = <P, R>(
  handler: Handler<P, R>,
  wrong?: (params: unknown) => ResponseError<never> | undefined,
) => (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

export function createGuard(
  phase: () => Phase,
  settingsKnown: () => Promise<void> | undefined,
  connection: Connection,
): Guard {
  return (handler, malformed = malformedPlace) =>
    async (params, token) => {
      const wrong = outOfPhase(phase()) ?? malformed(params);
      if (wrong !== undefined) return wrong;
      // Changes and cancellations that have arrived already are read before work begins.
      await settingsKnown();
      await new Promise(setImmediate);
      const isCancelled = (): boolean => token.isCancellationRequested;
      if (isCancelled()) return cancelled();
      try {
        const result = await handler(params, token);
        return isCancelled() ? cancelled() : result;
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        connection.console.error(text);
        const reason = error instanceof Error ? error.message : text;
        return new ResponseError(ErrorCodes.InternalError, `WorkSpaces Netlint failed: ${reason}`);
      }
    };
}

/** Why no request is answered now. */
export function outOfPhase(phase: Phase): ResponseError<never> | undefined {
  if (phase === 'running') return undefined;
  return phase === 'new'
    ? new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized yet.')
    : new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** For requests that are about no document. */
export function isAnyRequest(): undefined {
  return undefined;
}

/** Most requests are about a document, and some about a place in it. */
function malformedPlace(params: unknown): ResponseError<never> | undefined {
  const { textDocument, position, range } = isObject(params) ? params : {};
  if (!isObject(textDocument) || typeof textDocument.uri !== 'string')
    return new ResponseError(ErrorCodes.InvalidParams, 'textDocument.uri is missing.');
  const places = [position, ...(isObject(range) ? [range.start, range.end] : [range])];
  return places.every((place) => place === undefined || isPosition(place))
    ? undefined
    : new ResponseError(ErrorCodes.InvalidParams, 'A position has a line and a character.');
}

function isPosition(value: unknown): boolean {
  return isObject(value) && Number.isInteger(value.line) && Number.isInteger(value.character);
}
