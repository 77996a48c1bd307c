import path from 'node:path';
import { startChild } from './child.ts';
import { answerTo, jsonRequest } from './json-request.ts';
import { median, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import { markdownTable } from './table.ts';

/** Tokens that the peer really compares; its cost grows by the token, so that of the rest is computed. */
const COMPARED = 10;

/** The check of a personal token among few and among many, beside bcrypt over all of them, in one run. */
export async function measureTokens({ tokens: sizes, rounds, seconds }: Settings): Promise<Part> {
  const child = await startChild(path.join(import.meta.dirname, 'tokens-serve.ts'), sizes.map(String));
  try {
    const own = await Promise.all(
      sizes.map(async (size): Promise<Case> => {
        const url = child.endpoints[size] ?? '';
        const requests = (await sampleOf(url)).map((token) => jsonRequest(url, { token }));
        return {
          title: String(size),
          whose: 'this',
          system: child,
          load: () => ({ requests, seconds, connections: 1 }),
        };
      }),
    );
    const url = `${child.endpoints[sizes[0] ?? 0]}/bcrypt/${COMPARED}`;
    const peer: Case = {
      title: 'bcrypt',
      whose: 'peer',
      system: child,
      load: () => ({ requests: [jsonRequest(url, { token: '' })], seconds, connections: 1 }),
    };
    const rows = await measureRounds('tokens', rounds, [...own, peer]);
    return { title: 'The check of a personal token', text: tableOf(rows, sizes), data: rows };
  } finally {
    await child.stop();
  }
}

async function sampleOf(url: string): Promise<readonly string[]> {
  const request = jsonRequest(`${url}/sample`, { token: '' });
  return (await answerTo<{ readonly result: readonly string[] }>(request)).result;
}

function tableOf(rows: readonly Row[], sizes: readonly number[]): string {
  const of = (title: string, figure: 'p50' | 'p99' | 'cpuMs') =>
    rows.find((row) => row.title === title)?.samples.map((sample) => sample[figure]) ?? [];
  const bcrypt = median(of('bcrypt', 'p50')) / COMPARED;
  const first = median(of(String(sizes[0]), 'p50'));
  const cells = sizes.map((size) => {
    const p50 = median(of(String(size), 'p50'));
    const scan = bcrypt * size;
    return [
      String(size),
      p50.toFixed(2),
      rangeOf(of(String(size), 'p50'), 2),
      median(of(String(size), 'p99')).toFixed(1),
      median(of(String(size), 'cpuMs')).toFixed(2),
      (p50 / first).toFixed(2),
      `${scan.toFixed(0)}${size === COMPARED ? '' : ' (computed)'}`,
      (scan / p50).toFixed(0),
    ];
  });
  const head = [
    'Tokens',
    'p50, ms',
    'range',
    'p99, ms',
    'CPU, ms',
    `p50 ÷ ${sizes[0]}`,
    'bcrypt over all, ms',
    '÷ ours',
  ];
  return markdownTable(head, cells);
}
