import path from 'node:path';
import { startChild } from './child.ts';
import { answerTo, jsonRequest } from './json-request.ts';
import { median, type Request, rangeOf } from './load.ts';
import { OWN } from './meetings-fill.ts';
import { countRequests, type Requests } from './meetings-requests.ts';
import type { Part, Settings } from './part.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import { markdownTable } from './table.ts';

/** What is measured, and how it is asked for. */
const WAYS = ['first page', 'last page', 'search of common words', 'search of an absent word'] as const;

/** A person's own list and search in spaces of several sizes, and the requests to KTalk beside those of a scan. */
export async function measureMeetings(settings: Settings): Promise<Part> {
  const sizes = settings.meetings;
  const child = await startChild(path.join(import.meta.dirname, 'meetings-serve.ts'), sizes.map(String));
  try {
    const cases: Case[] = [];
    const rowsRead = new Map<string, number>();
    for (const size of sizes) {
      const endpoint = child.endpoints[size] ?? '';
      const requests = [
        jsonRequest(`${endpoint}/list`, {}),
        jsonRequest(`${endpoint}/list`, { cursor: await lastCursor(endpoint) }),
        jsonRequest(`${endpoint}/search`, { query: 'перенос релиза' }),
        jsonRequest(`${endpoint}/search`, { query: 'аквапарк' }),
      ];
      for (const [n, request] of requests.entries()) rowsRead.set(`${size} ${WAYS[n]}`, await rowsOf(request));
      for (const [n, way] of WAYS.entries()) {
        const load = () => ({ requests: [requests[n] as Request], seconds: settings.seconds, connections: 4 });
        cases.push({ title: `${size} ${way}`, whose: 'this', system: child, load });
      }
    }
    const rows = await measureRounds('meetings', settings.rounds, cases);
    const requests = new Map<number, Requests>();
    // The simulated space of the largest size would not fit beside the rest.
    for (const size of sizes.filter((each) => each <= 10_000)) requests.set(size, await countRequests(size));
    const text = [speedTable(rows, rowsRead, sizes), requestTable(requests)].join('\n\n');
    return {
      title: 'Meetings',
      text,
      data: { rows, rowsRead: Object.fromEntries(rowsRead), requests: Object.fromEntries(requests) },
    };
  } finally {
    await child.stop();
  }
}

/** The cursor of the last page, found by reading all pages; all spaces have as many own recordings. */
async function lastCursor(endpoint: string): Promise<string> {
  let [last, read] = ['', 0];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const request = jsonRequest(`${endpoint}/list`, cursor === undefined ? {} : { cursor });
    const { result: page }: { result: { items: unknown[]; next_cursor: string | null } } = await answerTo(request);
    read += page.items.length;
    last = cursor ?? '';
    cursor = page.next_cursor;
  }
  if (read !== OWN) throw new Error(`the reader has ${read} recordings, not ${OWN}`);
  return last;
}

/** Rows of the database that an answer took: the one figure that no other work on the machine changes. */
async function rowsOf(request: Request): Promise<number> {
  return (await answerTo<{ rowsRead: number }>(request)).rowsRead;
}

function speedTable(rows: readonly Row[], rowsRead: ReadonlyMap<string, number>, sizes: readonly number[]): string {
  const samplesOf = (size: number | undefined, way: string) =>
    rows.find(({ title }) => title === `${size} ${way}`)?.samples ?? [];
  const cpuOf = (size: number | undefined, way: string) => samplesOf(size, way).map(({ cpuMs }) => cpuMs);
  const cells = sizes.flatMap((size) =>
    WAYS.map((way) => {
      const cpu = cpuOf(size, way);
      return [
        way,
        String(size),
        String(rowsRead.get(`${size} ${way}`)),
        median(cpu).toFixed(2),
        rangeOf(cpu, 2),
        median(samplesOf(size, way).map(({ p50 }) => p50)).toFixed(1),
        (median(cpu) / median(cpuOf(sizes[0], way))).toFixed(2),
        way === 'last page' ? (median(cpu) / median(cpuOf(size, 'first page'))).toFixed(2) : '',
      ];
    }),
  );
  const head = [
    'Read',
    'recordings',
    'rows read',
    'CPU, ms',
    'range',
    'p50, ms',
    `CPU ÷ ${sizes[0]}`,
    'CPU ÷ first page',
  ];
  return markdownTable(head, cells);
}

function requestTable(requests: ReadonlyMap<number, Requests>): string {
  const cells = [...requests].map(([size, { scan, calls, identity }]) => {
    const counts = Object.values(calls);
    const most = Math.max(...counts) + identity;
    return [
      String(size),
      String(scan),
      `${Math.min(...counts)}–${Math.max(...counts)}`,
      `+${identity}`,
      (scan / most).toFixed(0),
    ];
  });
  const head = [
    'Recordings of the space',
    'one list by a scan',
    'one call of a tool',
    'first call of a person',
    'scan ÷ most of ours',
  ];
  return markdownTable(head, cells);
}
