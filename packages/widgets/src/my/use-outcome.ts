import { type Inputs, useEffect, useState } from 'preact/hooks';

/** What is known of something asynchronous. */
export type Loading<T> =
  | { readonly status: 'busy' }
  | { readonly status: 'failed'; readonly error: unknown }
  /** `id` differs from load to load. */
  | { readonly status: 'done'; readonly value: T; readonly id: number };

/** Loads something when the page shows it and whenever its inputs change; the second value loads it again. */
export function useOutcome<T>(load: () => Promise<T>, inputs: Inputs): readonly [Loading<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [outcome, setOutcome] = useState<Loading<T>>({ status: 'busy' });
  useEffect(() => {
    // An answer that comes after its inputs changed is of no use.
    let isWanted = true;
    const set = (next: Loading<T>) => isWanted && setOutcome(next);
    set({ status: 'busy' });
    load().then(
      (value) => set({ status: 'done', value, id: performance.now() }),
      (error) => set({ status: 'failed', error }),
    );
    return () => {
      isWanted = false;
    };
  }, [...inputs, attempt]);
  return [outcome, () => setAttempt(attempt + 1)];
}
