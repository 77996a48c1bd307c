import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorOf } from './rpc.ts';
import { type AnyTool, type Subject, validInput, WORDS } from './subject.ts';

/** An argument may be a word that names an operation or a code, and such names are in the lines. */
const LONGEST_NAME = 10;

/** After each test: every log line is one JSON record without a token and without a person's words. Returns the lines of the test. */
export function keepLogsClean({ server, issued }: Pick<Subject, 'server' | 'issued'>): string[] {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...logged: unknown[]) => {
        lines.push(logged.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ event: expect.any(String), server: server.name });
      expect(line).not.toContain(WORDS);
      // One assertion for all tokens: with one for each, half of the contract's time went into it.
      expect(issued.filter((token) => line.includes(token))).toEqual([]);
    }
  });
  return lines;
}

/** One line a call: an audit event without arguments; an internal error adds one more. */
export function logContract(subject: Subject, lines: string[]): void {
  const { server, people, callUnlimited, callBroken, signIn } = subject;
  noArgumentIsLogged(subject, lines);

  test('a line says who called what and how it ended, and nothing else', async () => {
    const { token, userId } = await people.signIn();
    const common = { server: server.name, ms: expect.any(Number), requestId: expect.any(String) };
    for (const tool of server.tools) {
      lines.length = 0;
      await callUnlimited(tool, { ...validInput(tool), [WORDS]: WORDS }, { token });
      const caller = { who: userId, client: expect.any(String) };
      const line = { ...common, ...caller, event: 'tool', name: tool.facts.id, code: 'INVALID_ARGUMENT' };
      expect(lines.map((text) => JSON.parse(text))).toEqual([line]);
      expect(lines.join()).not.toContain(token);
    }
  });

  test('an internal error is logged by its place, without its message', async () => {
    const token = await signIn();
    for (const tool of server.tools) {
      lines.length = 0;
      const reply = await callBroken(tool, validInput(tool), { token });
      expect(reply.result).toMatchObject({ isError: true });
      expect(errorOf(reply)).toMatchObject({ code: 'INTERNAL' });
      expect(reply.text).not.toContain(WORDS);
      expect(lines.filter((line) => line.includes('"unexpected"'))).toHaveLength(1);
    }
  });
}

/** Whether a call succeeds or not. After each test {@link keepLogsClean} looks for the words and the tokens. */
function noArgumentIsLogged({ server, people, callUnlimited, send }: Subject, lines: string[]): void {
  test('no line repeats an argument of a call that succeeds', async () => {
    const { token } = await people.signIn();
    for (const tool of server.tools) {
      const input = withWords(tool, validInput(tool));
      lines.length = 0;
      await callUnlimited(tool, input, { token });
      expect(lines, tool.name).not.toEqual([]);
      const texts = textsOf(input).filter((text) => text.length > LONGEST_NAME);
      for (const text of texts) expect(lines.join(), tool.name).not.toContain(text);
    }
  });

  test('no line repeats the name of an unknown tool', async () => {
    const { token } = await people.signIn();
    // The newest protocol repeats the name in a header, which takes no such letters.
    const call = { method: 'tools/call', params: { name: WORDS, arguments: { [WORDS]: WORDS } } };
    const reply = await send({ ...call, token, era: '2025-11-25' });
    expect(reply.error?.code).toBeLessThan(0);
  });

  test.each(server.routes.map(({ facts }) => facts))(
    'a line says who sent what to $path, and nothing of a body',
    async ({ path }) => {
      const { userId, postTo } = await people.signIn();
      const line = { server: server.name, event: 'route', name: path, who: userId, client: expect.any(String) };
      for (const body of [{ [WORDS]: WORDS }, [{ email: WORDS }, { [WORDS]: 1 }]]) {
        lines.length = 0;
        await (await postTo(path, body)).text();
        expect(lines.map((text) => JSON.parse(text))).toEqual([expect.objectContaining(line)]);
      }
      expect((await postTo(path, `{"${WORDS}`)).status).toBe(400);
    },
  );
}

/** The input with the words in every field that takes any text, at any depth. */
function withWords(tool: AnyTool, input: object): object {
  const optional = Object.keys(tool.input.shape).filter((field) => !(field in input));
  const fields: readonly string[][] = [...optional.map((field) => [field]), ...pathsOf(input)];
  return fields.reduce<object>((filled, path) => {
    const worded = structuredClone(filled);
    const parent = path
      .slice(0, -1)
      .reduce<Record<string, unknown>>(
        (inner, key) => inner[key] as Record<string, unknown>,
        worded as Record<string, unknown>,
      );
    parent[path.at(-1) ?? ''] = WORDS;
    return tool.input.safeParse(worded).success ? worded : filled;
  }, input);
}

/** The path of every text in a value. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value === 'string') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
}

/** Every text of a value, at any depth. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
