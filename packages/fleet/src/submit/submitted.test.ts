import { describe, expect, test } from 'vitest';
import { driftOf, factsByTool, type ListedTool, type SubmittedFacts, submittedFactsOf } from './submitted.ts';
import { goodSubmission } from './testing/good-submission.ts';

const submission = goodSubmission('chatgpt');
const submitted = submittedFactsOf(submission);

/** The tools as the server lists them, its fields in another order. */
const listed = submission.tools.map(
  ({ name, title, description, annotations, input_schema, output_schema }): ListedTool => ({
    outputSchema: output_schema,
    inputSchema: Object.fromEntries(Object.entries(input_schema).toReversed()),
    annotations,
    description,
    title,
    name,
  }),
);
const [first, ...others] = listed;
if (!first) throw new Error('there is a tool');

const drift = (tools: readonly ListedTool[], texts: SubmittedFacts['texts'] = submitted.texts) =>
  driftOf(submitted, { texts, tools: factsByTool(tools) });

const changed = (change: Partial<ListedTool>) => drift([{ ...first, ...change }, ...others]);

describe('a submission', () => {
  test('is the same as the server that lists these tools, in any order', () => {
    expect(drift(listed)).toEqual([]);
    expect(drift(listed.toReversed())).toEqual([]);
  });

  test.each([
    ['a tool is gone', drift(others), 'notes-mcp: notes_get: submitted, and the server does not list it'],
    [
      'a tool is new',
      drift([...listed, { name: 'notes_send' }]),
      'notes_send: the server lists it, and it was not submitted',
    ],
    ['a title changed', changed({ title: 'Записи' }), 'notes_get: its title is “Записи” and was “Заметки”'],
    ['a description changed', changed({ description: 'Другая' }), 'notes_get: its description is another one'],
    [
      'a hint changed',
      changed({ annotations: { ...first.annotations, readOnlyHint: false } }),
      'notes_get: readOnlyHint is false and was true',
    ],
    ['a hint is gone', changed({ annotations: {} }), 'destructiveHint is undefined and was false'],
    [
      'an input changed',
      changed({ inputSchema: { type: 'object', properties: { user: {} } } }),
      'notes_get: its input or its answer has another schema',
    ],
    [
      'an answer changed',
      changed({ outputSchema: { type: 'object', additionalProperties: false } }),
      'notes_get: its input or its answer has another schema',
    ],
    [
      'the instructions changed',
      drift(listed, { ...submitted.texts, instructions: 'Ещё' }),
      'the server has other instructions than submitted',
    ],
    [
      'the title of the server changed',
      drift(listed, { ...submitted.texts, titles: 'Записки' }),
      'the server has other titles than submitted',
    ],
  ])('differs when %s, and the difference is named', (_, differences, expected) => {
    expect(
      differences.some((difference) => difference.includes(expected)),
      differences.join('\n'),
    ).toBe(true);
  });
});
