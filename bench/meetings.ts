import path from 'node:path';
import { startChild } from './child.ts';
import { median, type Request, rangeOf } from './load.ts';
import { OWN } from './meetings-fill.ts';
import { requestsOfAScan } from './meetings-requests.ts';
import type { Part, Settings } from './part.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import { markdownTable } from './table.ts';

/** What is measured, and how it is asked for. */
const WAYS = ['first page', 'last page', 'search'] as const;

/** A person's own list and search in spaces of several sizes, and the requests to KTalk beside those of a scan. */
export async function measureMeetings(settings: Settings): Promise<Part> {
  const sizes = settings.meetings;
  const child = await startChild(path.join(import.meta.dirname, 'meetings-serve.ts'), sizes.map(String));
  try {
    const cases: Case[] = [];
    for (const size of sizes) {
      const endpoint = child.endpoints[size] ?? '';
      const requests = [
        ask(`${endpoint}/list`, {}),
        ask(`${endpoint}/list`, { cursor: await lastCursor(endpoint) }),
        ask(`${endpoint}/search`, {}),
      ];
      for (const [n, way] of WAYS.entries()) {
        const load = () => ({ requests: [requests[n] as Request], seconds: settings.seconds, connections: 4 });
        cases.push({ title: `${size} ${way}`, whose: 'this', system: child, load });
      }
    }
    const rows = await measureRounds('meetings', settings.rounds, cases);
    const scans = new Map<number, number>();
    // The simulated space of the largest size would not fit beside the rest.
    for (const size of sizes.filter((each) => each <= 10_000)) scans.set(size, await requestsOfAScan(size));
    const text = [speedTable(rows, sizes), requestTable(scans)].join('\n\n');
    return { title: 'Meetings', text, data: { rows, scans: Object.fromEntries(scans) } };
  } finally {
    await child.stop();
  }
}

const ask = (url: string, input: object): Request => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(input),
});

/** The cursor of the last page, found by reading all pages; all spaces have as many own recordings. */
async function lastCursor(endpoint: string): Promise<string> {
  let [last, read] = ['', 0];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { url, headers, body } = ask(`${endpoint}/list`, cursor === undefined ? {} : { cursor });
    const response = await fetch(url, { method: 'POST', headers, body });
    const { result: page } = (await response.json()) as { result: { items: unknown[]; next_cursor: string | null } };
    read += page.items.length;
    last = cursor ?? '';
    cursor = page.next_cursor;
  }
  if (read !== OWN) throw new Error(`the reader has ${read} recordings, not ${OWN}`);
  return last;
}

function speedTable(rows: readonly Row[], sizes: readonly number[]): string {
  const p50Of = (size: number | undefined, way: string) => {
    const samples = rows.find(({ title }) => title === `${size} ${way}`)?.samples ?? [];
    return samples.map(({ p50 }) => p50);
  };
  const cells = sizes.flatMap((size) =>
    WAYS.map((way) => {
      const times = p50Of(size, way);
      return [
        way,
        String(size),
        median(times).toFixed(2),
        rangeOf(times, 2),
        (median(times) / median(p50Of(sizes[0], way))).toFixed(2),
        way === 'search' ? '' : (median(times) / median(p50Of(size, 'first page'))).toFixed(2),
      ];
    }),
  );
  const head = ['Read', 'recordings of the space', 'p50, ms', 'range', `÷ ${sizes[0]} recordings`, '÷ first page'];
  return markdownTable(head, cells);
}

function requestTable(scans: ReadonlyMap<number, number>): string {
  const cells = [...scans].map(([size, scan]) => [String(size), String(scan)]);
  return markdownTable(['Recordings of the space', 'requests of one scan, roster by roster'], cells);
}
