import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, messageOf, openConnection } from './connection.ts';
import type { Load, Sent } from './load.ts';

// The load runs in a thread of its own, so that measuring does not slow what is measured more than it must.
const { requests, seconds, connections }: Load = workerData;
const messages = requests.map(messageOf);
const times: number[] = [];
let failures = 0;

const isResult = ({ status, beginning }: Answer): boolean =>
  status === 200 && beginning.includes('"result":') && !beginning.includes('"isError":true');

/** The messages in their order: once, or over and over until the time is up. The connections share it. */
function* inTurn(): Generator<Buffer, void, void> {
  const end = performance.now() + (seconds ?? 0) * 1000;
  do {
    for (const next of messages) {
      if (seconds !== null && performance.now() >= end) return;
      yield next;
    }
  } while (seconds !== null);
}

const open = await Promise.all(Array.from({ length: connections }, () => openConnection(requests[0]?.url ?? '')));
const queue = inTurn();
const started = performance.now();
await Promise.all(
  open.map(async (connection) => {
    // Not for…of: the connection that ended first would close the queue for the others.
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const sent = performance.now();
      const answer = await connection.send(next.value);
      times.push(performance.now() - sent);
      if (!isResult(answer)) failures += 1;
    }
  }),
);
const elapsed = (performance.now() - started) / 1000;
for (const connection of open) connection.close();
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const sent: Sent = { count: times.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), failures };
parentPort?.postMessage(sent);
