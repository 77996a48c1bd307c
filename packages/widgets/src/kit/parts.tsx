import type { ComponentChildren } from 'preact';
import { type Quality, qualityLine } from './quality.ts';

/** The heading of a widget, with what it is about below. */
export function Heading({ title, about }: { readonly title: string; readonly about?: string | null }) {
  return (
    <header>
      <h1>{title}</h1>
      {about ? <p class="about">{about}</p> : null}
    </header>
  );
}

/** A sentence in the place of a picture. */
export function Note({ children, busy = false }: { readonly children: ComponentChildren; readonly busy?: boolean }) {
  return (
    <p aria-busy={busy} class="note" role="status">
      {children}
    </p>
  );
}

/** Said in place of what is not known. */
export const Unknown = () => <span class="unknown">неизвестно</span>;

/** A figure with its name; unknown is said in words. */
export function Figure({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{children ?? <Unknown />}</dd>
    </div>
  );
}

/** Figures beside each other. */
export function Figures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="figures">{children}</dl>;
}

/** What the data are worth: every picture ends with it. */
export function QualityNote({ quality }: { readonly quality: Quality }) {
  return (
    <footer class={quality.status === 'OK' ? 'quality' : 'quality partial'}>
      <p>{qualityLine(quality)}</p>
      {quality.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </footer>
  );
}
