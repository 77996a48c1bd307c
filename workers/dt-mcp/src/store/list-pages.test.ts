import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reflectionNoteSchema } from '../domain/reflection/reflection-note.ts';
import { ALL_DATES } from '../domain/time/calendar.ts';
import { type Learner, NOW, newLearner, writer } from '../testing/person.ts';
import type { SavedNote } from './note-store.ts';

const limit = fc.integer({ min: 1, max: 4 });

/** All pages, each read with the last item of the one before. */
async function walk<Item>(read: (last?: Item) => Promise<readonly Item[]>): Promise<readonly Item[]> {
  const seen: Item[] = [];
  for (let page = 0; page < 50; page += 1) {
    const items = await read(seen.at(-1));
    if (items.length === 0) return seen;
    seen.push(...items);
  }
  throw new Error('the pages do not end');
}

const byNewest = (a: SavedNote, b: SavedNote) => b.savedAtMs - a.savedAtMs || (a.noteId > b.noteId ? -1 : 1);

describe('pages of notes', () => {
  const notes = fc.array(
    // Few moments, so that many notes are saved at the same one.
    fc.record({ moment: fc.nat(3), type: fc.constantFrom('daily' as const, 'insight' as const) }),
    { maxLength: 9 },
  );
  const type = fc.constantFrom(null, 'daily');

  async function save({ twin }: Learner, given: readonly { moment: number; type: 'daily' | 'insight' }[]) {
    for (const [key, { moment, type }] of given.entries()) {
      const note = reflectionNoteSchema.parse({ type, text: `мысль ${key}` });
      await twin.notes.saveNote(note, `${key}`, writer(NOW + moment));
    }
  }

  test('together contain every note once, the latest first', async () => {
    await fc.assert(
      fc.asyncProperty(notes, type, limit, async (given, type, limit) => {
        const learner = newLearner();
        await save(learner, given);
        const query = { type, period: null, span: null, text: null, limit };
        const listed = await walk<SavedNote>(async (last) => {
          const found = await learner.twin.notes.listNotes({ ...query, after: last ?? null });
          return found.notes;
        });
        const fitting = given.filter((note) => type === null || note.type === type);
        expect(listed).toHaveLength(fitting.length);
        expect(listed).toEqual([...listed].sort(byNewest));
        expect(new Set(listed.map(({ noteId }) => noteId)).size).toBe(fitting.length);
        const first = await learner.twin.notes.listNotes({ ...query, after: null });
        expect([first.total, first.anyExist]).toEqual([fitting.length, given.length > 0]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('pages of documents', () => {
  const DATES = ['2026-11-09', '2026-11-10', '2026-11-11'];
  const goals = fc.array(
    fc.record({ date: fc.constantFrom(...DATES), label: fc.constantFrom('active week', 'done week') }),
    {
      maxLength: 9,
    },
  );
  const labels = fc.constantFrom<readonly string[] | null>(null, ['active week'], ['active week', 'done week']);

  async function save({ twin }: Learner, given: readonly { date: string; label: string }[]) {
    for (const { date, label } of given) {
      const body = { title: 'цель', horizon: 'week', status: 'active' } as const;
      const write = { id: crypto.randomUUID(), create: true, expectedVersion: 0, idempotencyKey: null };
      await twin.documents.saveDocument('goal', { ...write, label, date, body }, writer());
    }
  }

  test('together contain every document once, the newest date first', async () => {
    await fc.assert(
      fc.asyncProperty(goals, labels, limit, async (given, labels, limit) => {
        const learner = newLearner();
        await save(learner, given);
        const list = (after: { readonly date: string; readonly id: string } | null) =>
          learner.twin.documents.listDocuments('goal', { ...ALL_DATES, labels, limit, after });
        const listed = await walk<{ date: string; id: string }>(async (last) => (await list(last ?? null)).documents);
        const fitting = given.filter(({ label }) => labels === null || labels.includes(label));
        expect(listed.map(({ date }) => date)).toEqual(
          fitting
            .map(({ date }) => date)
            .sort()
            .reverse(),
        );
        expect(listed).toEqual([...listed].sort((a, b) => (a.date + a.id > b.date + b.id ? -1 : 1)));
        expect(new Set(listed.map(({ id }) => id)).size).toBe(fitting.length);
        const first = await list(null);
        expect([first.total, first.anyExist]).toEqual([fitting.length, given.length > 0]);
      }),
      { numRuns: 20 },
    );
  });
});
