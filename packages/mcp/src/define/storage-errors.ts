import { ToolError } from './tool-error.ts';

/** The methods of a port. */
type Methods<Port> = Readonly<Record<keyof Port, true>>;

/**
 * A port over the stub of a Durable Object. While the object is overloaded or moving, each method throws `UNAVAILABLE`
 * with `message`, which callers may retry. A stub cannot list its methods, so `methods` names them.
 */
export function withStorageErrors<Port extends object>(stub: object, message: string, methods: Methods<Port>): Port {
  const remote = stub as Readonly<Record<keyof Port, (...args: readonly unknown[]) => Promise<unknown>>>;
  const wrapped = (Object.keys(methods) as (keyof Port)[]).map((name) => [
    name,
    async (...args: readonly unknown[]) => {
      try {
        return await remote[name](...args);
      } catch (error) {
        const transient = error instanceof Error && ('retryable' in error || 'overloaded' in error);
        throw transient ? new ToolError('UNAVAILABLE', message, { hint: RETRY }) : error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Port;
}

const RETRY = 'Повторите вызов через минуту.';
