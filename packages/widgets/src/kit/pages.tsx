import { useState } from 'preact/hooks';
import type { Reader } from './read.ts';
import { Steps } from './steps.tsx';

/** Most pages of a list that one press loads. */
const MOST_PAGES = 20;

/** A list that a tool gives in pages. */
export interface Pages {
  /** What is loaded: the first answer, and what was asked for since. */
  readonly loaded: readonly Reader[];
  /** Whether there is more than what is loaded. */
  readonly hasMore: boolean;
  /** Loads the pages that are left; null where the host passes no calls. */
  readonly loadRest: (() => void) | null;
  readonly isLoading: boolean;
  /** Why the last loading ended early, in words for the person. */
  readonly failure: string | null;
}

/** The pages of a list, from the first on; `ask` gives the page at a cursor. */
export function usePages(first: Reader, ask: ((cursor: string) => Promise<Reader>) | null): Pages {
  const [more, setMore] = useState<readonly Reader[]>([]);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const loaded = [first, ...more];
  const cursor = loaded.at(-1)?.text('next_cursor') ?? null;
  const load = async (pageAt: (cursor: string) => Promise<Reader>) => {
    if (isLoading) return;
    setLoading(true);
    setFailure(null);
    try {
      let known = more;
      for (let next = cursor; next !== null && known.length - more.length < MOST_PAGES; ) {
        const page = await pageAt(next);
        known = [...known, page];
        next = page.text('next_cursor');
        setMore(known);
      }
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setLoading(false);
  };
  return { loaded, hasMore: cursor !== null, loadRest: ask && (() => void load(ask)), isLoading, failure };
}

/** What is not loaded yet: a button that loads it, or where to ask for it. */
export function Rest({ pages: { loaded, hasMore, loadRest, isLoading, failure } }: { readonly pages: Pages }) {
  if (!hasMore && loaded.length === 1) return null;
  if (loadRest === null) return <p class="about">Это не всё: остальное можно спросить в чате.</p>;
  return (
    <Steps name="Остальное" step={hasMore}>
      {failure === null ? null : <p role="alert">{failure}</p>}
      {hasMore ? (
        <button onClick={loadRest} type="button">
          {isLoading ? 'Загружаю…' : 'Загрузить остальное'}
        </button>
      ) : (
        <p class="about">Загружено всё.</p>
      )}
    </Steps>
  );
}
