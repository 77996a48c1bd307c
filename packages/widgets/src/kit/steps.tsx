import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface StepsProps {
  /** What the steps are about, for a screen reader. */
  readonly name: string;
  /** The step that is shown; another one is drawn in its place. */
  readonly step: unknown;
  readonly children: ComponentChildren;
}

/**
 * The place of what is shown step by step. The focus goes there when a step takes the pressed button away, or it would be lost;
 * a person who is elsewhere by then stays there.
 */
export function Steps({ name, step, children }: StepsProps) {
  const place = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const { activeElement } = document;
    if (activeElement === document.body || place.current?.contains(activeElement)) place.current?.focus();
  }, [step]);
  return (
    <section aria-label={name} ref={place} tabIndex={-1}>
      {children}
    </section>
  );
}
