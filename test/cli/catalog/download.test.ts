import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { download } from '../../../server/src/cli/catalog/download';
import type { Fetch } from '../../../server/src/cli/host';
import { WrongUsage } from '../../../server/src/cli/usage';
import { FILE_LIMIT } from '../../../server/src/files';

const URL = 'https://ranges.example/ip-ranges.json';

/** Answers each address with what is given for it, and notes what is asked. */
function server(answers: Readonly<Record<string, () => Response>>, asked: string[] = []): Fetch {
  return (url, { redirect }) => {
    assert.equal(redirect, 'manual');
    asked.push(url);
    const answer = answers[url];
    return answer === undefined
      ? Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }))
      : Promise.resolve(answer());
  };
}

function redirect(to: string): () => Response {
  return () => new Response(null, { status: 302, headers: { location: to } });
}

async function failure(fetch: Fetch, url = URL): Promise<string> {
  try {
    await download(url, fetch);
  } catch (error) {
    assert.ok(error instanceof WrongUsage);
    return error.message;
  }
  return assert.fail('it was downloaded');
}

describe('download', () => {
  it('gives the text, also after a redirect on the same host', async () => {
    const asked: string[] = [];
    const fetch = server(
      { [URL]: redirect('/v2/ip-ranges.json'), 'https://ranges.example/v2/ip-ranges.json': () => new Response('{}') },
      asked,
    );
    assert.equal(await download(URL, fetch), '{}');
    assert.deepEqual(asked, [URL, 'https://ranges.example/v2/ip-ranges.json']);
  });

  it('asks no host that nobody named, and not without encryption', async () => {
    for (const to of ['https://other.example/', 'http://ranges.example/', '//other.example/x', 'https://', 'file:///etc/passwd']) {
      const asked: string[] = [];
      assert.match(await failure(server({ [URL]: redirect(to) }, asked)), /leads to another host, which is not asked/);
      assert.deepEqual(asked, [URL]);
    }
  });

  it('does not go round in circles', async () => {
    assert.match(await failure(server({ [URL]: redirect(URL) })), /without an end/);
  });

  it('reads no more than the limit of what has no end', async () => {
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = new Uint8Array(1024 * 1024);
        sent += chunk.length;
        controller.enqueue(chunk);
      },
      cancel() {
        cancelled = true;
      },
    });
    assert.match(await failure(server({ [URL]: () => new Response(body) })), /is larger than 16 MiB/);
    assert.ok(sent <= FILE_LIMIT + 4 * 1024 * 1024, String(sent));
    assert.ok(cancelled);
  });

  it('says what kept the text back', async () => {
    assert.match(await failure(server({})), /cannot be read: getaddrinfo ENOTFOUND/);
    assert.match(await failure(server({ [URL]: () => new Response('', { status: 404 }) })), /answers with status 404/);
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(8));
        controller.error(new Error('terminated'));
      },
    });
    assert.match(await failure(server({ [URL]: () => new Response(broken) })), /cannot be read: terminated/);
    const bytes = new Uint8Array([0xff, 0xfe, 0xfd]);
    assert.match(await failure(server({ [URL]: () => new Response(bytes) })), /is not UTF-8 text/);
  });
});
