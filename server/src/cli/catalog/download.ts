import { FILE_LIMIT, readStream } from '../../files';
import type { Fetch } from '../host';
import { WrongUsage } from '../usage';

/** How long a server may take, in milliseconds. */
const PATIENCE = 60_000;

const MOST_REDIRECTS = 5;

/**
 * The text behind an https address that the user named. A server that answers in any other way than with a text of
 * bearable size, from the host that was named, is told of as wrong usage.
 */
export async function download(url: string, fetch: Fetch): Promise<string> {
  const named = new URL(url);
  const signal = AbortSignal.timeout(PATIENCE);
  let address = named;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await ask(address, fetch, signal);
    const location = isRedirect(response) ? response.headers.get('location') : null;
    if (location === null) return textOf(response, address);
    await response.body?.cancel();
    const next = URL.canParse(location, address.href) ? new URL(location, address) : undefined;
    if (next?.origin !== named.origin) {
      throw new WrongUsage(`${address.href} leads to another host, which is not asked: ${location}.`);
    }
    address = next;
  }
  throw new WrongUsage(`${named.href} leads from one address to the next without an end.`);
}

async function ask(address: URL, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address.href, { redirect: 'manual', signal });
  } catch (error) {
    throw unreachable(address, error);
  }
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400;
}

async function textOf(response: Response, address: URL): Promise<string> {
  const { href } = address;
  if (!response.ok) {
    await response.body?.cancel();
    throw new WrongUsage(`${href} answers with status ${response.status}.`);
  }
  const bytes = await bodyOf(response, address);
  if (bytes === undefined) {
    throw new WrongUsage(`${href} is larger than ${FILE_LIMIT / 1024 / 1024} MiB.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage(`${href} is not UTF-8 text.`);
  }
}

/** All bytes, or undefined beyond the limit: what comes after it is not waited for. */
async function bodyOf({ body }: Response, address: URL): Promise<Uint8Array | undefined> {
  try {
    return body === null ? new Uint8Array() : await readStream(body);
  } catch (error) {
    throw unreachable(address, error);
  }
}

/** Node says "fetch failed" and keeps the reason for itself. */
function unreachable({ href }: URL, error: unknown): WrongUsage {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new WrongUsage(`${href} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
}
