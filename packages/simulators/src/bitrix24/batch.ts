import { ApiError, systemError } from './api-error.ts';
import type { Listed } from './lists.ts';
import { isFields, type Params, paramOf, readPairs } from './params.ts';

const LONGEST = 50;

/** Runs a command of a batch; throws {@link ApiError}. */
export type RunCommand = (method: string, params: Params) => Listed & { readonly time: object };

/** Runs up to fifty commands, in order, each after the results of those before it. Empty maps are lists, as PHP writes them. */
export function runBatch(params: Params, run: RunCommand): object {
  const commands = Object.entries(asFields(paramOf(params, 'cmd')));
  const halt = ['1', 'true'].includes(String(paramOf(params, 'halt') ?? 0));
  const done: Record<string, Listed & { readonly time: object }> = {};
  const errors: Record<string, object> = {};
  for (const [index, [name, command]] of commands.entries()) {
    try {
      if (index >= LONGEST) throw systemError('ERROR_BATCH_LENGTH_EXCEEDED');
      done[name] = runCommand(String(command), done, run);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors[name] = error.body;
      if (halt) break;
    }
  }
  const by = <T>(read: (listed: (typeof done)[string]) => T) =>
    emptyAsList(
      Object.fromEntries(
        Object.entries(done).flatMap(([name, listed]) => {
          const value = read(listed);
          return value === undefined ? [] : [[name, value]];
        }),
      ),
    );
  return {
    result: by(({ result }) => result),
    result_error: emptyAsList(errors),
    result_total: by(({ total }) => total),
    result_next: by(({ next }) => next),
    result_time: by(({ time }) => time),
  };
}

function runCommand(
  command: string,
  done: Readonly<Record<string, Listed>>,
  run: RunCommand,
): Listed & { readonly time: object } {
  const [method = '', query = ''] = splitOnce(command, '?');
  if (method === 'batch') throw systemError('ERROR_BATCH_METHOD_NOT_ALLOWED');
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [name, withReferences(value, done)] as const);
  return run(method, readPairs(pairs));
}

/** `$result[name][0][ID]` is what an earlier command answered; empty when there is no such thing. */
function withReferences(text: string, done: Readonly<Record<string, Listed>>): string {
  return text.replace(/\$result((?:\[[^\]]+\])+)/g, (_, path: string) => {
    const [name = '', ...keys] = [...path.matchAll(/\[([^\]]+)\]/g)].map(([, key = '']) => key);
    const value = keys.reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
      done[name]?.result,
    );
    return value === undefined || value === null ? '' : String(value);
  });
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const emptyAsList = (map: object) => (Object.keys(map).length === 0 ? [] : map);
const asFields = (value: unknown): Params => (isFields(value) ? value : Array.isArray(value) ? { ...value } : {});
