/** What a reader can find a page by, in words: guide, section, number and title. */
export function citationOf(page: {
  readonly guide: string;
  readonly section: string;
  readonly number: string | null;
  readonly title: string;
}): string {
  const place = page.section === '' || page.section === page.title ? page.guide : `${page.guide} → ${page.section}`;
  return `${place} → ${page.number === null ? '' : `${page.number} `}${page.title}`;
}
