import { listOf, send } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import { endpoint, fetch, signIn } from '../testing/person.ts';
import { CORE_TOOLS } from './toolsets.ts';

let token: string;
beforeAll(async () => {
  ({ token } = await signIn());
});

const at = (query: string, method: string, params: object = {}) =>
  send(fetch, `${endpoint}${query}`, { method, params: { ...params }, token });
const names = async (query: string) => listOf(await at(query, 'tools/list'), 'tools').map(({ name }) => name);

describe('the query of the address selects the listed tools', () => {
  const core = CORE_TOOLS.map((id) => id.replaceAll('.', '_'));

  test('the core by default and by name, all with “full”', async () => {
    expect(await names('')).toEqual(core);
    expect(await names('?tools=core')).toEqual(core);
    expect(await names('?tools=full')).toEqual(server.tools.map(({ name }) => name));
  });

  test.each([
    ['the core', ''],
    ['all', '?tools=full'],
  ])('what is said of the tools of %s names only listed ones', async (_, query) => {
    const listed = listOf(await at(query, 'tools/list'), 'tools');
    const known = new Set(listed.map(({ name }) => name));
    expect(known.size).toBeGreaterThan(20);
    for (const tool of listed) {
      const named = JSON.stringify(tool).match(/\bdt[._][a-z_]+/g) ?? [];
      const unlisted = named.map((name) => name.replaceAll('.', '_')).filter((name) => !known.has(name));
      expect([tool.name, unlisted]).toEqual([tool.name, []]);
    }
  });

  test('every tool can be called with any toolset', async () => {
    for (const query of ['', '?tools=core', '?tools=full']) {
      const reply = await at(query, 'tools/call', { name: 'dt_describe_metamodel', arguments: { path_or_id: 'pace' } });
      expect(reply.result).toMatchObject({ isError: false });
    }
  });

  test.each(['?tools=all', '?tools=core&tools=full', '?tools='])(
    '%s is refused, with what is allowed',
    async (query) => {
      const reply = await at(query, 'tools/list');
      expect(reply.status).toBe(400);
      expect(reply.error?.message).toContain('tools=core, tools=full');
    },
  );
});
