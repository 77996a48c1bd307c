import { send } from '@aisystant/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { Evaluation } from '../domain/grading/evaluation.ts';
import { people } from '../testing/person.ts';

test('the schema of a grading is derived once, however often it is read and its name completed', async () => {
  const written: { processJSONSchema?: unknown } = Evaluation._zod;
  const original = written.processJSONSchema;
  const derive = vi.fn(original as () => void);
  written.processJSONSchema = derive;
  onTestFinished(() => {
    written.processJSONSchema = original;
  });
  const ask = async (method: string, params: Readonly<Record<string, unknown>>) =>
    (await send(people.fetch, people.endpoint, { method, params })).text;
  const ref = { type: 'ref/resource', uri: 'exercises://schemas/{id}' };
  for (const _ of [1, 2]) {
    expect(await ask('completion/complete', { ref, argument: { name: 'id', value: 'ev' } })).toContain('"evaluation"');
    expect(await ask('resources/read', { uri: 'exercises://schemas/evaluation' })).toContain('criterion_scores');
  }
  // Another test of this isolate may have asked before.
  expect(derive.mock.calls.length).toBeLessThanOrEqual(1);
  z.toJSONSchema(Evaluation);
  expect(derive).toHaveBeenCalled();
});
