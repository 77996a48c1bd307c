import { ToolError } from '@aisystant/mcp';
import { expect, test, vi } from 'vitest';
import { publishedSchema } from '../published-schema.ts';
import { errorOf, listOf } from './rpc.ts';
import { type AnyTool, exampleTimeMs, type Subject } from './subject.ts';

/** What the declaration of a tool says about it is true of its calls. */
export function examplesContract(subject: Subject): void {
  const readersToken = tokenOfOneReader(subject);
  const reader = `person-${crypto.randomUUID()}`;
  for (const tool of subject.server.tools) {
    const reads = tool.facts.effect === 'read';
    test(`${tool.name}: every example is a valid call`, () => {
      for (const { question, input } of tool.facts.examples) {
        expect(tool.input.safeParse(input).error?.issues, question).toBeUndefined();
      }
    });

    test(`${tool.name}: every example answers what the output schema says, or fails with a declared code`, async () => {
      // Examples carry dates, so they run on the day after the contract was last changed, whatever day it is.
      const now = exampleTimeMs(subject.server, tool);
      vi.useFakeTimers({ toFake: ['Date'], now });
      for (const example of tool.facts.examples) {
        await holds(subject, tool, { ...example, token: await (reads ? readersToken(now) : subject.signIn()) });
      }
    });

    test(`${tool.name} answers its examples to one person in turn, as its published schema says`, async () => {
      const ask = subject.people.clientOf(reads ? reader : `person-${crypto.randomUUID()}`);
      const published = publishedSchema(tool.outputSchema);
      for (const { input } of tool.facts.examples) {
        const answer = await ask(tool, input, exampleTimeMs(subject.server, tool)).catch(declaredError(tool));
        if (answer === null) continue;
        expect(published.safeParse(answer.data).error?.issues ?? []).toEqual([]);
        expect(answer.summary).not.toBe('');
      }
    });
  }
}

/** A person without data whose token all reads share, since reads leave no data; by the time, at which a token is valid. */
function tokenOfOneReader({ signIn }: Subject): (nowMs: number) => Promise<string> {
  const tokens = new Map<number, Promise<string>>();
  return (nowMs) => {
    const token = tokens.get(nowMs) ?? signIn();
    tokens.set(nowMs, token);
    return token;
  };
}

/** An example may name a record that a new person does not have; the tool then fails with a declared error. */
export const declaredError = (tool: Pick<AnyTool, 'facts'>) => (error: unknown) => {
  if (!(error instanceof ToolError) || error.facts.code === 'INVALID_ARGUMENT') throw error;
  expect(tool.facts.errors).toContain(error.facts.code);
  return null;
};

type Example = AnyTool['facts']['examples'][number] & { readonly token: string };

async function holds({ callUnlimited }: Subject, tool: AnyTool, example: Example) {
  const reply = await callUnlimited(tool, example.input, { token: example.token });
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
  expect(reply.result).toMatchObject({ isError: false });
  const content = listOf(reply, 'content');
  expect(content).toEqual(
    content.map(() => ({
      type: 'text',
      text: expect.stringMatching(/\S/),
      annotations: { audience: ['assistant'] },
    })),
  );
  expect(content.length).toBeGreaterThan(0);
  expect(reply.text.length).toBeLessThanOrEqual(51_000);
}
