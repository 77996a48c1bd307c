import { readFileSync } from 'node:fs';
import { Learner } from '@aisystant/fleet';
import { describe, expect, test } from 'vitest';
import { subjects } from '../clients/subjects.ts';

interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
}

async function ask(url: string, token: string, method: string, params: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const text = await response.text();
  return JSON.parse(
    text
      .split('\n')
      .findLast((line) => line.startsWith('data: ') && line.length > 6)
      ?.slice(6) ?? text,
  );
}

describe.each(subjects)('at $name', ({ name, url }) => {
  test('S18 the served tools are exactly the reviewed and committed ones', async () => {
    const { tools: reviewed } = JSON.parse(
      readFileSync(new URL(`../../docs/contracts/${name}.json`, import.meta.url), 'utf8'),
    ) as { tools: { name: string; description: string; input_schema: object }[] };
    const { result } = await ask(url, await new Learner('anna').signIn(url), 'tools/list');
    const { tools } = result as { tools: ListedTool[] };
    expect(tools.length).toBeGreaterThan(0);
    for (const tool of tools) {
      const { description, input_schema: inputSchema } = reviewed.find((each) => each.name === tool.name) ?? {};
      expect(tool).toMatchObject({ description, inputSchema });
    }
  });

  // CVE-2026-0621: the pattern of a resource template, matched against a nested address, took minutes.
  test('S10 an address of ten thousand characters is answered at once', async () => {
    const token = await new Learner('anna').signIn(url);
    const shapes = [
      'a/'.repeat(5_000),
      '{a'.repeat(5_000),
      '{+a,'.repeat(2_500),
      `${'a'.repeat(9_999)}}`,
      '%2e'.repeat(3_333),
    ];
    for (const shape of shapes) {
      const started = performance.now();
      const { error } = await ask(url, token, 'resources/read', { uri: `${name.split('-')[0]}://${shape}` });
      expect(error).toMatchObject({ code: expect.any(Number) });
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
