import { quoteWords } from '@aisystant/mcp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { server } from '../server.ts';
import { arbitraryTwin, filledLearner } from '../testing/arbitrary-twin.ts';
import { MONDAY } from '../testing/person.ts';

/** Every read but that of the metamodel, a reference of codes. */
const READS = server.tools.filter(({ facts }) => facts.effect === 'read' && facts.id !== 'dt.describe_metamodel');
const PERIOD = { start_date: MONDAY, end_date: '2026-11-16' };

/** A summary without what is no sentence: quoted words, ids, cursors, links. */
const sentencesOf = (summary: string) =>
  summary.replace(/«[^»]*»/g, '«»').replace(/\b[a-z_]+=[^\s,)]+|\b(https?|dt):\S+/g, '');

const COLD = /(?<![\d.,:–-])0 (?!из)\p{L}|(?<![\d.,])0 %|показано 0|: 0(?:[.;\n]|$)/u;

/** The learner's words in the data of an answer. */
function wordsIn(value: unknown, said: ReadonlySet<string>): string[] {
  if (typeof value === 'string') return said.has(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => wordsIn(inner, said));
}

test('what a read says of any twin is Russian, has no cold zero, and has the learner’s words, quoted', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTwin, async (twin) => {
      const learner = await filledLearner(twin);
      const said = new Set([
        ...twin.events.map(({ title }) => title),
        ...twin.notes.map(({ text }) => text),
        ...twin.products.map(({ title }) => title),
        ...(twin.goal ? [twin.goal] : []),
      ]);
      for (const tool of READS) {
        const inPeriod = 'start_date' in tool.input.shape ? PERIOD : {};
        const week = 'week' in tool.input.shape ? { week: 'previous' } : {};
        const { data, summary } = await learner.ask(tool, { ...tool.facts.examples[0].input, ...inPeriod, ...week });
        const sentences = sentencesOf(summary);
        expect(sentences, tool.name).not.toMatch(/[A-Za-z]{2,}/);
        expect(sentences, tool.name).not.toMatch(COLD);
        for (const text of wordsIn(data, said)) expect(summary, tool.name).toContain(quoteWords(text));
      }
    }),
    { numRuns: 6 },
  );
});

test('what a write says of its examples is Russian and has no cold zero', async () => {
  const learner = await filledLearner({
    events: [],
    notes: [],
    products: [],
    slot: null,
    plan: null,
    report: null,
    goal: null,
  });
  const writes = server.tools.filter(({ facts }) => facts.effect !== 'read' && facts.id !== 'dt.save_consent');
  for (const tool of writes) {
    for (const { input } of tool.facts.examples) {
      const answer = await learner.ask(tool, input, Date.parse('2026-11-21T12:00:00Z')).catch(() => null);
      if (answer === null) continue;
      expect(sentencesOf(answer.summary), tool.name).not.toMatch(/[A-Za-z]{2,}/);
      expect(sentencesOf(answer.summary), tool.name).not.toMatch(COLD);
    }
  }
});
