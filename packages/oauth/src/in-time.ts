/** How long what is only shown beside the rest of a page may take, ms. */
const BESIDE_MS = 3_000;

/** An answer, or why there is none: the kind of the error, or `late`. */
type InTime<T> = { readonly answer: T } | { readonly failed: string };

/** Waits for what a page may be shown without; never rejects. */
export async function inTime<T>(asked: Promise<T>): Promise<InTime<T>> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<{ readonly failed: string }>((resolve) => {
    timer = setTimeout(resolve, BESIDE_MS, { failed: 'late' });
  });
  const outcome = asked.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ failed: error instanceof Error ? error.name : typeof error }),
  );
  const first = await Promise.race([outcome, late]);
  if (timer !== null) clearTimeout(timer);
  return first;
}
