import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers a request, or leaves it without an answer. */
export type Behaviour = (response: ServerResponse, request: ArrivedRequest) => void;

/** A third party on a real socket, which misbehaves as told. */
export interface ThirdParty {
  readonly origin: string;
  readonly requests: readonly ArrivedRequest[];
  /** The most requests that were under way at once. */
  readonly mostAtOnce: () => number;
  /** How the next requests are answered, one each; then `otherwise`. */
  answerWith(behaviours: readonly Behaviour[], otherwise?: Behaviour): void;
  close(): Promise<void>;
}

/** Answers with JSON. */
export const json =
  (value: unknown, status = 200, headers: { readonly [name: string]: string } = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(value));
  };

/** Answers with any body. */
export const body =
  (text: string, status = 200, headers: { readonly [name: string]: string } = {}): Behaviour =>
  (response) => {
    response.writeHead(status, headers);
    response.end(text);
  };

/** Never answers. */
export const stall: Behaviour = () => {};

/** Begins a body, and never ends it. */
export const stallInBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"value":');
};

/** Announces more than it sends, and closes the connection. */
export const cutOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"value":');
  setTimeout(() => response.destroy(), 10);
};

/** Closes the connection before an answer. */
export const hangUp: Behaviour = (response) => {
  response.destroy();
};

/** Starts a third party on a free port of 127.0.0.1. */
export async function startThirdParty(): Promise<ThirdParty> {
  const requests: ArrivedRequest[] = [];
  let planned: Behaviour[] = [];
  let otherwise: Behaviour = json({ value: 1 });
  let open = 0;
  let most = 0;
  const server = createServer(async (incoming, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(parts).toString() };
    requests.push(request);
    (planned.shift() ?? otherwise)(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mostAtOnce: () => most,
    answerWith(behaviours, then = json({ value: 1 })) {
      planned = [...behaviours];
      otherwise = then;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
