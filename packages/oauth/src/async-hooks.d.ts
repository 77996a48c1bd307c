/** What of Node's `node:async_hooks` workerd has and the door uses; the types of Node are not those of a Worker. */
declare module 'node:async_hooks' {
  /** A value that follows the work begun in `run`, through every await. */
  export class AsyncLocalStorage<T> {
    run<R>(store: T, work: () => R): R;
    getStore(): T | undefined;
  }
}
