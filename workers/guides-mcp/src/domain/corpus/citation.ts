/** A title behind its permanent number, where it has one: `X1.2:3 Минимум на плохой день`. */
export const numberedTitle = ({ number, title }: { readonly number: string | null; readonly title: string }): string =>
  number === null ? title : `${number} ${title}`;

/** What a reader can find a page by, in words: guide, section, number and title. */
export function citationOf(page: {
  readonly guide: string;
  readonly section: string;
  readonly number: string | null;
  readonly title: string;
}): string {
  const place = page.section === '' || page.section === page.title ? page.guide : `${page.guide} → ${page.section}`;
  return `${place} → ${numberedTitle(page)}`;
}
