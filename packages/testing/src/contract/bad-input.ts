import { malformedField, SIGNED_IN } from '@aisystant/mcp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalOf } from './person.ts';
import { errorOf, post, type Reply } from './rpc.ts';
import { type AnyTool, type Subject, validInput, WORDS } from './subject.ts';

const OTHER_TYPES = [WORDS, 17.5, true, [WORDS], { words: WORDS }, null];
const FAULTS = ['INTERNAL', 'UNAVAILABLE'];

/** Texts that are whole, and where a cut falls into the middle of a character. */
const AWKWARD = fc
  .tuple(fc.nat(3), fc.constantFrom('🍅', '👩‍👩‍👧', 'е\u0308', '👍🏽'), fc.nat(150))
  .map(([before, character, times]) => 'ж'.repeat(before) + character.repeat(times));
const ANY_TEXT = fc.oneof(AWKWARD, fc.string({ unit: fc.constantFrom('а', '"', '🍅', '\u0000', '\ud83c', '\udf45') }));

/** For any input, a client gets an answer that names the wrong field, and never an internal error. */
export function badInputContract(subject: Subject): void {
  const refused = refusedInProcess(subject);
  for (const tool of subject.server.tools) {
    const call = callsOfOnePerson(subject, tool);
    unknownFields(tool, call);
    malformedTexts(tool, call);
    wrongValues(tool, call);
    nullIsAbsent(tool, call);
    wrongInputsInProcess(tool, refused);
    test(`${tool.name} survives any JSON`, async () => {
      await fc.assert(
        fc.asyncProperty(anyInput(tool), async (input) => {
          const reply = await call(input);
          expect(reply.status).toBeLessThan(500);
          expect(FAULTS).not.toContain(errorOf(reply)?.code);
          expect(malformedField(JSON.parse(reply.text))).toBeNull();
        }),
        { numRuns: 20 },
      );
    });
  }
  prototypeKeyOfOldClients(subject);
  deepArguments(subject);
}

type Call = (input: object) => Promise<Reply>;

function unknownFields(tool: AnyTool, call: Call): void {
  test(`${tool.name} refuses an unknown field and names it`, async () => {
    const reply = await call({ ...validInput(tool), nobody_declared_this: WORDS });
    expect(reply.result).toMatchObject({ isError: true });
    expect(errorOf(reply)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: 'nobody_declared_this',
      retryable: false,
    });
    const fields = Object.keys(tool.input.shape);
    const all = fields.length === 0 ? '' : ` Есть: ${fields.join(', ')}.`;
    expect(errorOf(reply)).toMatchObject({ message: `Такого поля нет; уберите его.${all}` });
    expect(reply.status).toBe(200);
    expect(reply.result).not.toHaveProperty('structuredContent');
    for (const field of ['constructor', 'prototype', 'toString']) {
      const error = errorOf(await call({ ...validInput(tool), [field]: { spoilt: true } }));
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    }
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

/** A strict JSON reader refuses a whole answer that has half of a character. */
function malformedTexts(tool: AnyTool, call: Call): void {
  test(`${tool.name} refuses half of a character and names the field`, async () => {
    for (const field of [...Object.keys(tool.input.shape), 'nobody_declared_this']) {
      for (const value of ['\ud83c', `${WORDS}\udf45`, [WORDS, '\ud83c'], { words: { inner: '\udf45' } }]) {
        const reply = await call({ ...validInput(tool), [field]: value });
        const error = errorOf(reply);
        expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', retryable: false });
        expect(error?.field?.split('.')[0]).toBe(field);
        expect(malformedField(JSON.parse(reply.text))).toBeNull();
      }
    }
  });

  test(`${tool.name} refuses half of a character in the name of a field`, async () => {
    const reply = await call({ ...validInput(tool), '🍅\ud83c': WORDS });
    expect(errorOf(reply)).toMatchObject({ code: 'INVALID_ARGUMENT', field: '🍅\ufffd' });
  });
}

function wrongValues(tool: AnyTool, call: Call): void {
  test(`${tool.name} refuses another type in each field`, async () => {
    for (const [field, schema] of Object.entries(tool.input.shape)) {
      for (const value of OTHER_TYPES) {
        if (accepts(schema, value) || (value === null && accepts(schema, undefined))) continue;
        const error = errorOf(await call({ ...validInput(tool), [field]: value }));
        expect(error, `${field}: ${JSON.stringify(value)}`).toMatchObject({ code: 'INVALID_ARGUMENT' });
        expect(error?.field?.split('.')[0], JSON.stringify(value)).toBe(field);
      }
    }
  });

  test(`${tool.name} answers 10,000 characters in each field`, async () => {
    const long = 'я'.repeat(10_000);
    for (const [field, schema] of Object.entries(tool.input.shape)) {
      const error = errorOf(await call({ ...validInput(tool), [field]: long }));
      expect(FAULTS, field).not.toContain(error?.code);
      if (!accepts(schema, long)) expect(error?.code, field).toBe('INVALID_ARGUMENT');
    }
  });
}

/** Some clients send every optional argument, those without a value as null. */
function nullIsAbsent(tool: AnyTool, call: Call): void {
  test(`${tool.name} takes null for an absent field`, async () => {
    for (const [field, schema] of Object.entries(tool.input.shape)) {
      if (!accepts(schema, undefined) || accepts(schema, null)) continue;
      const { [field]: _, ...without } = validInput(tool);
      const [absent, given] = [await call(without), await call({ ...without, [field]: null })];
      expect(given.status, field).toBe(200);
      expect(errorOf(given), field).toEqual(errorOf(absent));
    }
  });
}

type Refused = (tool: AnyTool, input: unknown) => ReturnType<typeof refusalOf>;

/** The tool's own validation, without the SDK and the HTTP endpoint in front of it. Nothing is saved: one person is enough. */
function refusedInProcess({ people }: Subject): Refused {
  const ask = people.clientOf(`person-${crypto.randomUUID()}`);
  return (tool, input) => refusalOf(ask(tool, input));
}

function wrongInputsInProcess(tool: AnyTool, refused: Refused): void {
  test(`${tool.name} refuses unknown fields, and inputs that are no object, before its handler`, async () => {
    for (const field of ['user_id', 'userId', '__proto__', 'constructor', 'prototype', 'toString']) {
      // JSON.parse makes `__proto__` an ordinary field, as a client's message does.
      const input = { ...JSON.parse(`{${JSON.stringify(field)}: {"week": "previous"}}`), ...validInput(tool) };
      expect(await refused(tool, input), field).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    }
    for (const input of [null, 'text', [1, 2], 7]) {
      expect(await refused(tool, input), JSON.stringify(input)).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });

  if (!('timezone' in tool.input.shape)) return;
  test(`${tool.name} refuses an unknown time zone`, async () => {
    for (const timezone of ['Europe/Atlantis', '+03:00', '', '../../etc', 'Europe/Moscow[x]']) {
      const refusal = await refused(tool, { ...validInput(tool), timezone });
      expect(refusal, timezone).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'timezone' });
    }
  });
}

function prototypeKeyOfOldClients({ server, endpoint, fetch, signIn }: Subject): void {
  test('a key named __proto__ never becomes an argument of a client that opens with initialize', async () => {
    const authorization = `Bearer ${await signIn()}`;
    for (const { name } of server.tools.slice(0, 5)) {
      const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":{"__proto__":{"spoilt":"2001-W05"}}}}`;
      const reply = await post(fetch, endpoint, body, { authorization, 'mcp-protocol-version': '2025-11-25' });
      expect(reply.text).not.toContain('2001-W05');
      expect(Object.hasOwn(Object.prototype, 'spoilt')).toBe(false);
    }
  });
}

function deepArguments({ server, endpoint, fetch, signIn }: Subject): void {
  test.each([65, 3_000, 20_000])('an argument of %i levels is refused before any tool', async (levels) => {
    const authorization = `Bearer ${await signIn()}`;
    const deep = [`${'['.repeat(levels)}${']'.repeat(levels)}`, `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`];
    for (const value of deep) {
      const params = `{"name":"${server.tools[0]?.name}","arguments":{"junk":${value}}}`;
      const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
      const reply = await post(fetch, endpoint, body, { authorization });
      expect([reply.status, reply.error?.code]).toEqual([400, -32602]);
      expect(reply.error?.message).toContain('INVALID_ARGUMENT');
    }
  });
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
  const known = Object.keys(tool.input.shape);
  const field = fc.oneof(fc.constantFrom(...known, 'constructor', 'toString', ''), ANY_TEXT);
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), ANY_TEXT, fc.array(ANY_TEXT, { maxLength: 3 }));
  const noise = fc.dictionary(field, value, { noNullPrototype: true, maxKeys: 4 });
  return fc.oneof(
    noise,
    noise.map((given) => ({ ...validInput(tool), ...given })),
    // One known field alone, so that a text reaches the handler.
    fc.tuple(fc.constantFrom('', ...known), AWKWARD).map(([name, text]) => ({ ...validInput(tool), [name]: text })),
  );
}

function accepts(schema: AnyTool['input']['shape'][string], value: unknown): boolean {
  return 'safeParse' in schema && typeof schema.safeParse === 'function' && schema.safeParse(value).success;
}
