import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorOf } from './rpc.ts';
import { type Subject, validInput, WORDS } from './subject.ts';

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

/** One line a call: an audit event without arguments; a fault adds one more. */
export function logContract({ server, people, callUnlimited, callBroken, signIn }: Subject, lines: string[]): void {
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
