import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A place on this computer where the browser brings the answer of a sign-in (RFC 8252, section 7.3). */
export interface Loopback {
  /** The redirect URI. */
  readonly url: string;
  /** The parameters of the answer; null when none comes in time. */
  answer(patienceMs: number): Promise<URLSearchParams | null>;
  close(): void;
}

const PATH = '/callback';

/** Listens on a port that the system chooses, for this computer only. */
export async function listenForAnswer(): Promise<Loopback> {
  let come: (answer: URLSearchParams) => void = () => {};
  const came = new Promise<URLSearchParams>((resolve) => {
    come = resolve;
  });
  const server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    if (pathname !== PATH) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end('Готово, окно можно закрыть.\nDone, you may close this window.\n');
    come(searchParams);
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${PATH}`,
    answer(patienceMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, patienceMs, null);
        came.then((answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
      });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
