import { expect, test } from 'vitest';
import { server as fixture } from '../../fixture/server.ts';
import { defineServer } from '../define/server.ts';
import { shownTools } from './toolset.ts';

const [first] = fixture.tools;
const ids = first ? [first.facts.id] : [];
const server = defineServer({ ...fixture, toolsets: { core: ids } });
const shown = (query: string, of = server) => {
  const answer = shownTools(of, new URLSearchParams(query));
  return 'refusal' in answer ? answer.refusal : answer.tools.map(({ facts }) => facts.id);
};
const all = fixture.tools.map(({ facts }) => facts.id);

test('the first set is shown by default, full shows everything', () => {
  expect(shown('')).toEqual(ids);
  expect(shown('tools=core')).toEqual(ids);
  expect(shown('tools=full')).toEqual(all);
});

test('a server without sets shows everything and knows no parameter', () => {
  expect(shown('', fixture)).toEqual(all);
  expect(shown('tools=full', fixture)).toContain('None is allowed');
});

test.each(['tools=all', 'x=1', 'tools=core&x=1', 'tools=core&tools=full', 'tools=', 'tools=constructor'])(
  '%s is refused, with what is allowed',
  (query) => {
    expect(shown(query)).toContain('tools=core, tools=full');
  },
);

test('a set that names no tool never starts', () => {
  expect(() => defineServer({ ...fixture, toolsets: { core: ['fixture.nothing'] } })).toThrow('does not exist');
});
