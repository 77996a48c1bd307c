import { ToolError } from './tool-error.ts';

/** The methods of a port. */
type Methods<Port> = Readonly<Record<keyof Port, true>>;

/**
 * A port whose methods are calls of a Durable Object. While the object is overloaded or moving, each method throws
 * `UNAVAILABLE` with `message`, which callers may retry. A stub cannot list its methods, so `methods` names them.
 */
export function withStorageErrors<Port extends object>(
  invoke: (method: keyof Port & string, args: readonly unknown[]) => Promise<unknown>,
  message: string,
  methods: Methods<Port>,
): Port {
  const wrapped = (Object.keys(methods) as (keyof Port & string)[]).map((name) => [
    name,
    async (...args: readonly unknown[]) => {
      try {
        return await invoke(name, args);
      } catch (error) {
        const transient = error instanceof Error && ('retryable' in error || 'overloaded' in error);
        throw transient ? new ToolError('UNAVAILABLE', message, { hint: RETRY }) : error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Port;
}

const RETRY = 'Повторите вызов через минуту.';
