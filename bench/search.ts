import path from 'node:path';
import { startChild } from './child.ts';
import { answerTo, jsonRequest } from './json-request.ts';
import { median, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import { markdownTable } from './table.ts';

/** A sample is so many times longer than others: of thirty searches the 99th percentile would be the slowest one. */
const SECONDS = 5;
/** The ways to search that are compared, by the path of `workers/search.ts`. */
const WAYS = { guides: 'guides-mcp', like: 'LIKE in D1', minisearch: 'MiniSearch in memory' } as const;
type Way = keyof typeof WAYS;

/** What a corpus has. */
interface Facts {
  readonly pages: number;
  /** Bytes of the texts, and of the whole database. */
  readonly texts: number;
  readonly bytes: number;
  readonly titles: readonly string[];
}

/** A search of titles in corpora of several sizes, one after the other, in the three ways in one run. */
export async function measureSearch(settings: Settings): Promise<Part> {
  const child = await startChild(path.join(import.meta.dirname, 'search-serve.ts'), settings.pages.map(String));
  try {
    const corpora = await Promise.all(settings.pages.map((size) => factsOf(child.endpoints[size] ?? '')));
    const cases = settings.pages.flatMap((size, n) =>
      (Object.keys(WAYS) as Way[]).map((way): Case => {
        const requests = (corpora[n]?.titles ?? []).map((query) =>
          jsonRequest(`${child.endpoints[size]}/${way}`, { query }),
        );
        const whose = way === 'guides' ? 'this' : 'peer';
        const load = () => ({ requests, seconds: SECONDS * settings.seconds, connections: 1 });
        return { title: `${size} ${way}`, whose, system: child, load };
      }),
    );
    const rows = await measureRounds('search', settings.rounds, cases);
    const text = [speedTable(rows, settings.pages), sizeTable(corpora)].join('\n\n');
    return { title: 'Search', text, data: { rows, corpora: corpora.map(({ titles: _, ...facts }) => facts) } };
  } finally {
    await child.stop();
  }
}

async function factsOf(endpoint: string): Promise<Facts> {
  const request = jsonRequest(`${endpoint}/facts`, { query: '' });
  const { result } = await answerTo<{ result: Omit<Facts, 'titles'> & { titles: string } }>(request);
  return { ...result, titles: JSON.parse(result.titles) };
}

function speedTable(rows: readonly Row[], sizes: readonly number[]): string {
  const cells = sizes.flatMap((size) =>
    (Object.keys(WAYS) as Way[]).map((way) => {
      const samplesOf = (pages: number | undefined) =>
        rows.find(({ title }) => title === `${pages} ${way}`)?.samples ?? [];
      const samples = samplesOf(size);
      const p50 = median(samples.map((each) => each.p50));
      return [
        WAYS[way],
        String(size),
        median(samples.map(({ rate }) => rate)).toFixed(0),
        rangeOf(samples.map(({ rate }) => rate)),
        p50.toFixed(1),
        median(samples.map(({ p99 }) => p99)).toFixed(1),
        median(samples.map(({ cpuMs }) => cpuMs)).toFixed(1),
        (p50 / median(samplesOf(sizes[0]).map((each) => each.p50))).toFixed(1),
      ];
    }),
  );
  const head = ['Way', 'pages', 'requests/s', 'range', 'p50, ms', 'p99, ms', 'CPU, ms', `p50 ÷ ${sizes[0]} pages`];
  return markdownTable(head, cells);
}

function sizeTable(corpora: readonly Facts[]): string {
  const kib = (bytes: number) => (bytes / 1024).toFixed(1);
  const cells = corpora.map(({ pages, texts, bytes }) => [
    String(pages),
    kib(texts / pages),
    kib((bytes - texts) / pages),
    (bytes / 2 ** 20).toFixed(1),
  ]);
  return markdownTable(['Pages', 'text, KiB a page', 'index, KiB a page', 'database, MiB'], cells);
}
