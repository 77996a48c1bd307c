import path from 'node:path';
import { startChild } from './child.ts';
import { answerTo, jsonRequest } from './json-request.ts';
import { median, type Request, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import { markdownTable } from './table.ts';

/** Writers at once. */
const WRITERS = 50;
/** Ways to search, from the usual one to the worst. */
const SEARCHES = ['all words', 'any word', 'frequent word', 'beginning', 'rare status', 'deep page'];
const ASKED = [...SEARCHES.map((how) => `search, ${how}`), 'hierarchy', 'create'];

/** Searches, the tree of an epic with a hundred requirements, and fifty writers, in workspaces of several sizes, in one run. */
export async function measureRequirements({ requirements: sizes, rounds, seconds }: Settings): Promise<Part> {
  const child = await startChild(path.join(import.meta.dirname, 'requirements-serve.ts'), sizes.map(String));
  try {
    const cases = await Promise.all(
      sizes.map(async (size) => {
        const url = child.endpoints[size] ?? '';
        const titles = await titlesOf(url);
        const requests: { readonly [what: string]: readonly Request[] } = {
          ...searchesOf(url, titles),
          hierarchy: [1, 2, 3, 4, 5].map((n) => ask(`${url}/hierarchy`, `EP-${n}`)),
          create: titles.map((title) => ask(`${url}/create`, title)),
        };
        return ASKED.map((what): Case => {
          const connections = what === 'create' ? WRITERS : 1;
          const load = () => ({ requests: requests[what] ?? [], seconds, connections });
          return { title: `${what} ${size}`, whose: 'this', system: child, load };
        });
      }),
    );
    const rows = await measureRounds('requirements', rounds, cases.flat());
    return { title: 'Requirements', text: tableOf(rows, sizes), data: rows };
  } finally {
    await child.stop();
  }
}

/** Two words of a title; one word of three titles, which no requirement has together; the most frequent word of all titles. */
function searchesOf(url: string, titles: readonly string[]): { readonly [what: string]: readonly Request[] } {
  const words = titles.map((title) => title.split(' '));
  const counts = Map.groupBy(words.flat(), (word) => word);
  const [frequent = ''] = [...counts].toSorted(([, a], [, b]) => b.length - a.length).map(([word]) => word);
  const wordOf = (n: number) => words[n % words.length]?.at(-1 - (n % 6)) ?? frequent;
  const queries = [
    words.map((each) => each.slice(-2).join(' ')),
    words.map((_, n) => [n, n + 7, n + 13].map(wordOf).join(' ')),
    [frequent],
    [frequent.slice(0, 3)],
    [frequent],
    [frequent],
  ];
  return Object.fromEntries(
    SEARCHES.map((how, n) => {
      const path = how === 'deep page' ? 'deep' : how === 'rare status' ? 'filtered' : 'search';
      return [`search, ${how}`, (queries[n] ?? []).map((query) => ask(`${url}/${path}`, query))];
    }),
  );
}

const ask = (url: string, query: string): Request => jsonRequest(url, { query });

async function titlesOf(endpoint: string): Promise<readonly string[]> {
  return (await answerTo<{ readonly result: readonly string[] }>(ask(`${endpoint}/titles`, ''))).result;
}

function tableOf(rows: readonly Row[], sizes: readonly number[]): string {
  const of = (title: string, figure: 'p50' | 'p99' | 'cpuMs' | 'rate') =>
    rows.find((row) => row.title === title)?.samples.map((sample) => sample[figure]) ?? [];
  const cells = ASKED.flatMap((what) =>
    sizes.map((size) => {
      const title = `${what} ${size}`;
      const p50 = median(of(title, 'p50'));
      return [
        what === 'create' ? `create, ${WRITERS} at once` : what,
        String(size),
        median(of(title, 'rate')).toFixed(0),
        p50.toFixed(1),
        rangeOf(of(title, 'p50'), 1),
        median(of(title, 'p99')).toFixed(1),
        median(of(title, 'cpuMs')).toFixed(2),
        (p50 / median(of(`${what} ${sizes[0]}`, 'p50'))).toFixed(2),
      ];
    }),
  );
  const head = ['Call', 'requirements', 'requests/s', 'p50, ms', 'range', 'p99, ms', 'CPU, ms', `p50 ÷ ${sizes[0]}`];
  return markdownTable(head, cells);
}
