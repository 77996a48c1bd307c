import type { Html, Language } from '@aisystant/oauth/pages';

/** A public page that is made when it is asked for. */
export interface MadePage {
  readonly title: string;
  /** Language of the title and the body. */
  readonly language: Language;
  /** What is below the heading. */
  readonly body: Html;
}

/** Public pages below one path, the same for everyone, made from what the server has. Asking for one is an open read. */
export interface PageFolder<Services> {
  /** Path that they are below: `/pages/`. */
  readonly path: `/${string}/`;
  /** The page of a name, which is the rest of the path as the browser sent it; null when there is none. */
  find(name: string, services: Services): Promise<MadePage | null>;
}
