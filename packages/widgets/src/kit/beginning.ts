import { useEffect, useRef } from 'preact/hooks';

/** Leads to the heading whenever something else is shown: it is read from its beginning, whatever was in sight of the one before. */
export function useBeginning(shown: unknown): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const heading = document.querySelector('h1');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus();
  }, [shown]);
}
