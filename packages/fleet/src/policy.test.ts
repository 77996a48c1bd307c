import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { mcpServers } from './servers.ts';

// What a single server cannot see: the words and names of the whole fleet. Each server's own contract checks the rest.
const contracts = mcpServers.map(
  ({ name }): ServerContract => JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${name}.json`), 'utf8')),
);
const tools = contracts.flatMap(({ server, tools: own }) => own.map((tool) => ({ server, ...tool })));

/** Words that order a model about: a description states facts, and a host treats orders in it as an attack. */
const ORDERS =
  /(?<!\p{L})(обязательно|всегда|никогда|немедленно|вызывай|вызови|используй|игнорируй|must|always|never|ignore|immediately)(?!\p{L})/iu;
const PRODUCTS = /(ChatGPT|OpenAI|GPT-|Claude|Anthropic|Cursor|Codex|Copilot|Gemini|Mistral)/;

describe.each(tools)('$id', (tool) => {
  const read = [tool.description, JSON.stringify(tool.input_schema)].join('\n');

  test('states facts, gives the model no orders and names no other product', () => {
    expect(read.match(ORDERS)?.[0]).toBeUndefined();
    expect(read.match(PRODUCTS)?.[0]).toBeUndefined();
  });

  test('sends a model elsewhere only to a tool that exists', () => {
    const named = tool.doNotUseWhen.flatMap(({ use }) => (use === undefined ? [] : [use]));
    expect(named.filter((id) => !tools.some((other) => other.id === id))).toEqual([]);
  });

  test('has a version and a date of its last change', () => {
    expect(tool.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(tool.updated).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

test('no two tools of the fleet share a name: one app may hold all servers', () => {
  const names = tools.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the name of a server with its longest tool fits every client', () => {
  for (const { server, name } of tools) expect(`${server}${name}`.length, name).toBeLessThanOrEqual(60);
});

test.each(contracts)('the instructions of $server state facts too', ({ instructions }) => {
  expect(instructions.match(ORDERS)?.[0]).toBeUndefined();
  expect(instructions.match(PRODUCTS)?.[0]).toBeUndefined();
});
