import { SIGNED_IN } from '@aisystant/mcp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorOf, type Reply } from './rpc.ts';
import { type AnyTool, type Subject, validInput } from './subject.ts';

/** Stands in what the tests send; no log line may repeat it. */
export const WORDS = 'слова человека';

const OTHER_TYPES = [WORDS, 17.5, true, [WORDS], { words: WORDS }, null];
const FAULTS = ['INTERNAL', 'UNAVAILABLE'];

/** Whatever a client sends, it gets an answer that names the wrong field, and never a fault. */
export function badInputContract(subject: Subject): void {
  for (const tool of subject.server.tools) {
    const call = callsOfOnePerson(subject, tool);
    unknownFields(tool, call);
    wrongValues(tool, call);
    test(`${tool.name} survives any JSON`, async () => {
      await fc.assert(
        fc.asyncProperty(anyInput(tool), async (input) => {
          const reply = await call(input);
          expect(reply.status).toBeLessThan(500);
          expect(FAULTS).not.toContain(errorOf(reply)?.code);
        }),
        { numRuns: 20 },
      );
    });
  }
}

type Call = (input: object) => Promise<Reply>;

function unknownFields(tool: AnyTool, call: Call): void {
  test(`${tool.name} refuses an unknown field and names it`, async () => {
    const reply = await call({ ...validInput(tool), nobody_declared_this: WORDS });
    expect(reply.result).toMatchObject({ isError: true });
    expect(errorOf(reply)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'nobody_declared_this' });
  });

  test.each(['constructor', 'prototype', 'toString'])(`${tool.name} refuses the field %s`, async (field) => {
    const error = errorOf(await call({ ...validInput(tool), [field]: { spoilt: true } }));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', field });
  });

  test(`${tool.name} refuses the key __proto__`, async () => {
    const value = { spoilt: true };
    const input = Object.defineProperty({ ...validInput(tool) }, '__proto__', { value, enumerable: true });
    const reply = await call(input);
    expect(reply.status).toBe(400);
    expect(reply.error?.message).toMatch(/INVALID_ARGUMENT.*__proto__/);
    expect(Object.hasOwn(Object.prototype, 'spoilt')).toBe(false);
  });
}

function wrongValues(tool: AnyTool, call: Call): void {
  for (const [field, schema] of Object.entries(tool.input.shape)) {
    test(`${tool.name} refuses another type in ${field}`, async () => {
      for (const value of OTHER_TYPES) {
        if (accepts(schema, value)) continue;
        const error = errorOf(await call({ ...validInput(tool), [field]: value }));
        expect(error, JSON.stringify(value)).toMatchObject({ code: 'INVALID_ARGUMENT' });
        expect(error?.field?.split('.')[0], JSON.stringify(value)).toBe(field);
      }
    });

    test(`${tool.name} stands 10,000 characters in ${field}`, async () => {
      const long = 'я'.repeat(10_000);
      const error = errorOf(await call({ ...validInput(tool), [field]: long }));
      expect(FAULTS).not.toContain(error?.code);
      if (!accepts(schema, long)) expect(error?.code).toBe('INVALID_ARGUMENT');
    });
  }
}

/** The calls of one person, who may call as often as they like. */
function callsOfOnePerson({ callUnlimited, signIn }: Subject, tool: AnyTool): Call {
  const { scope } = tool.facts;
  if (scope === null) return (input) => callUnlimited(tool, input);
  let token: Promise<string> | undefined;
  return async (input) => {
    token ??= signIn(scope === SIGNED_IN ? undefined : [scope]);
    return callUnlimited(tool, input, { token: await token });
  };
}

function anyInput(tool: AnyTool): fc.Arbitrary<object> {
  const field = fc.constantFrom(...Object.keys(tool.input.shape), 'constructor', 'toString', '');
  const noise = fc.dictionary(field, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true, maxKeys: 4 });
  return fc.oneof(
    noise,
    noise.map((given) => ({ ...validInput(tool), ...given })),
  );
}

function accepts(schema: AnyTool['input']['shape'][string], value: unknown): boolean {
  return 'safeParse' in schema && typeof schema.safeParse === 'function' && schema.safeParse(value).success;
}
