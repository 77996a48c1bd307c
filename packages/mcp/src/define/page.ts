import type { Language, Localized } from '@aisystant/oauth/pages';

/** A public page of a server beside its front page: static, the same for everyone. */
export interface Page {
  /** Path below the origin, such as `/graph`; not one that the server itself or the sign-in uses. */
  readonly path: `/${string}`;
  /** Title bar, heading, and the link from the front page. */
  readonly title: Localized;
  /** Language of the body. */
  readonly bodyLanguage: Language;
  /** HTML below the heading, inserted unescaped: nothing in it may come from a caller. */
  readonly body: string;
  /** JavaScript that adds to the page, which is whole without it; served at the path with `.js`. Default: none. */
  readonly script?: string;
}
