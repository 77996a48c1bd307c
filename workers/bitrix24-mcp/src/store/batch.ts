import * as z from 'zod';
import { field, text } from '../domain/portal-answer.ts';
import { type Command, isReference, READ_METHODS } from './portal-store.ts';

/** Commands of one request; the portal takes no more. */
export const MOST_COMMANDS = 50;

/** Seconds that a method may work in ten minutes, by the documents of the portal. */
const OPERATING_SECONDS = 480;

/** The body of a request with several commands. Throws for a method that is not on the list. */
export function batchBody(commands: readonly Command[]): {
  readonly halt: 0;
  readonly cmd: { readonly [name: string]: string };
} {
  if (commands.length > MOST_COMMANDS) throw new TypeError(`${commands.length} commands in one request`);
  const names = commands.map(({ method }, index) => commandName(method, index));
  const written = commands.map(({ method, params }, index): [string, string] => {
    // Types do not exist at run time, and a writing method must not get through by mistake.
    if (!READ_METHODS.includes(method)) throw new TypeError('this method is not among those that read');
    return [names[index] ?? '', `${method}?${phpQuery(params, names)}`];
  });
  return { halt: 0, cmd: Object.fromEntries(written) };
}

const commandName = (method: string, index: number) => `${method.replaceAll('.', '_')}__${index}`;

/** `filter[>ID]=5&select[0]=ID`, percent-encoded once. */
function phpQuery(params: object, names: readonly string[] = []): string {
  const pairs: string[] = [];
  const write = (key: string, value: unknown): void => {
    if (isReference(value)) {
      pairs.push(
        `${encodeURIComponent(key)}=${encodeURIComponent(`$result[${names[value.command]}]${value.path.map((part) => `[${part}]`).join('')}`)}`,
      );
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, each] of Object.entries(value)) write(key === '' ? inner : `${key}[${inner}]`, each);
    } else if (value !== undefined) {
      pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(scalar(value))}`);
    }
  };
  write('', params);
  return pairs.join('&');
}

function scalar(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null ? '' : String(value);
}

/** A map of a batch; PHP writes an empty one as a list. */
const PhpMap = z.union([
  z.record(z.string(), z.unknown()),
  z
    .array(z.unknown())
    .max(0)
    .transform((): Record<string, unknown> => ({})),
]);

/** The answer to a batch. */
export const BatchSchema = z.object({
  result: z.object({ result: PhpMap, result_error: PhpMap, result_total: PhpMap, result_time: PhpMap }),
  time: z.looseObject({ date_start: z.string() }),
});

/** An answered batch. */
export type BatchJson = z.output<typeof BatchSchema>;

/** What each command answered, or its error. */
export function readBatch(commands: readonly Command[], { result }: BatchJson) {
  return commands.map(({ method }, index) => {
    const name = commandName(method, index);
    const error = result.result_error[name];
    if (error !== undefined)
      return {
        ok: false as const,
        code: text(error, 'error'),
        message: text(error, 'error_description'),
        resetAtMs: resetOf(error),
      };
    // A command that was neither answered nor refused is no empty list.
    if (result.result[name] === undefined)
      return { ok: false as const, code: 'ERROR_UNEXPECTED_ANSWER', message: 'no answer', resetAtMs: null };
    const value = {
      result: result.result[name],
      total: countOf(result.result_total[name]),
      time: result.result_time[name],
    };
    return { ok: true as const, value };
  });
}

function countOf(told: unknown): number | null {
  const count = Number(told ?? Number.NaN);
  return Number.isInteger(count) && count >= 0 ? count : null;
}

/** How much each method of a batch has worked, from its answer; all of them have worked enough where the portal refuses. */
export function usageOf(body: unknown, uses: readonly string[]) {
  const reset = resetOf(body);
  if (field(body, 'error') === 'OPERATION_TIME_LIMIT' && reset !== null)
    return uses.map((method) => ({ method, share: 1, resetAtMs: reset }));
  const times = Object.entries(Object(field(field(body, 'result'), 'result_time')));
  const used = times.map(([name, time]) => ({
    method: name.replace(/__\d+$/, '').replaceAll('_', '.'),
    share: Number(field(time, 'operating') ?? 0) / OPERATING_SECONDS,
    resetAtMs: resetOf(time),
  }));
  return used.flatMap(({ resetAtMs, ...each }) => (resetAtMs === null ? [] : [{ ...each, resetAtMs }]));
}

function resetOf(value: unknown): number | null {
  const seconds = field(value, 'operating_reset_at');
  return typeof seconds === 'number' ? seconds * 1_000 : null;
}
