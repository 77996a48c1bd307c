import { expect, test } from 'vitest';
import { server as fixture } from '../../fixture/server.ts';
import { defineServer } from '../define/server.ts';
import { listedTools } from './toolset.ts';

const [first] = fixture.tools;
const ids = first ? [first.facts.id] : [];
const server = defineServer({ ...fixture, toolsets: { core: ids } });
const listed = (query: string, of = server) => {
  const answer = listedTools(of, new URL(`https://server.example/mcp?${query}`));
  return answer.ok ? answer.value.map(({ facts }) => facts.id) : answer.error;
};
const all = fixture.tools.map(({ facts }) => facts.id);

test('the first set is shown by default, full shows everything', () => {
  expect(listed('')).toEqual(ids);
  expect(listed('tools=core')).toEqual(ids);
  expect(listed('tools=full')).toEqual(all);
});

test('a server without toolsets lists all tools, whatever the query', () => {
  for (const query of ['', 'tools=full', 'tools=x', 'x=1']) expect(listed(query, fixture)).toEqual(all);
});

test.each(['x=1', 'utm_source=chat&utm_source=2', 'tool=full', 'Tools=none', '=', 'x'])(
  'the unknown parameters of %s change nothing, beside a set too',
  (query) => {
    expect(listed(query)).toEqual(ids);
    expect(listed(`${query}&tools=full`)).toEqual(all);
    expect(listed(`tools=none&${query}`)).toContain('tools=core, tools=full');
  },
);

test.each(['tools=all', 'tools=core&tools=full', 'tools=', 'tools=constructor'])(
  '%s is refused, with what is allowed',
  (query) => {
    expect(listed(query)).toContain('tools=core, tools=full');
  },
);

test('a toolset with an unknown tool fails at load', () => {
  expect(() => defineServer({ ...fixture, toolsets: { core: ['fixture.nothing'] } })).toThrow('does not exist');
});
