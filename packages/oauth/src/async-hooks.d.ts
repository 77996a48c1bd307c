/** The part of `node:async_hooks` that workerd provides and `auth.ts` uses: a Worker does not have the types of Node. */
declare module 'node:async_hooks' {
  /** A value available to all work started in `run`, across awaits. */
  export class AsyncLocalStorage<T> {
    run<R>(store: T, work: () => R): R;
    getStore(): T | undefined;
  }
}
