import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import type { Load, Request, Sent } from './load.ts';

// The load runs in a thread of its own, so that measuring does not slow what is measured more than it must.
const { requests, seconds, connections }: Load = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const times: number[] = [];
let failures = 0;

function send({ url, headers, body }: Request): Promise<void> {
  return new Promise((resolve) => {
    const started = performance.now();
    const call = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          times.push(performance.now() - started);
          const body = Buffer.concat(chunks);
          if (response.statusCode !== 200 || body.includes('"isError":true') || !body.includes('"result":'))
            failures += 1;
          resolve();
        });
      },
    );
    call.on('error', () => {
      failures += 1;
      resolve();
    });
    call.end(body);
  });
}

/** The requests in their order: once, or over and over until the time is up. The connections share it. */
function* inTurn(): Generator<Request, void, void> {
  const end = performance.now() + (seconds ?? 0) * 1000;
  do {
    for (const next of requests) {
      if (seconds !== null && performance.now() >= end) return;
      yield next;
    }
  } while (seconds !== null);
}

const queue = inTurn();
const started = performance.now();
await Promise.all(
  Array.from({ length: connections }, async () => {
    // Not for…of: the connection that ended first would close the queue for the others.
    for (let next = queue.next(); !next.done; next = queue.next()) await send(next.value);
  }),
);
const elapsed = (performance.now() - started) / 1000;
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const sent: Sent = { count: times.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), failures };
parentPort?.postMessage(sent);
agent.destroy();
