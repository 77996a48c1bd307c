import { expect, test, vi } from 'vitest';
import { errorOf } from './rpc.ts';
import type { AnyTool, Subject } from './subject.ts';

const NOON_OF_THE_NEXT_DAY_MS = 36 * 60 * 60 * 1000;

/** What the declaration of a tool says about it is true of its calls. */
export function examplesContract(subject: Subject): void {
  for (const tool of subject.server.tools) {
    test(`${tool.name}: every example is a valid call`, () => {
      for (const { question, input } of tool.facts.examples) {
        expect(tool.input.safeParse(input).error?.issues, question).toBeUndefined();
      }
    });

    test(`${tool.name}: every example answers what the output schema says, or fails with a declared code`, async () => {
      // Examples carry dates, so they run on the day after the contract was last changed, whatever day it is.
      vi.useFakeTimers({
        toFake: ['Date'],
        now: Date.parse(tool.facts.updated ?? subject.server.updated) + NOON_OF_THE_NEXT_DAY_MS,
      });
      for (const example of tool.facts.examples) await holds(subject, tool, example);
    });
  }
}

async function holds({ call, signIn }: Subject, tool: AnyTool, example: AnyTool['facts']['examples'][number]) {
  const reply = await call(tool, example.input, { token: await signIn() });
  expect(reply.status, example.question).toBe(200);
  const error = errorOf(reply);
  if (error) {
    // The input is valid, so the only failures left are those of a person who has no data yet.
    expect(tool.facts.errors.filter((code) => code !== 'INVALID_ARGUMENT')).toContain(error.code);
    expect(reply.result).toMatchObject({ isError: true });
    return;
  }
  const data = reply.result?.['structuredContent'];
  const checked = tool.output.safeParse(data);
  expect(checked.error?.issues, example.question).toBeUndefined();
  // Equal, so that no field comes that the schema does not name.
  expect(checked.data).toEqual(data);
  expect(reply.result).toMatchObject({
    isError: false,
    content: [{ type: 'text', text: expect.stringMatching(/\S/) }],
  });
  expect(reply.text.length).toBeLessThanOrEqual(51_000);
}
