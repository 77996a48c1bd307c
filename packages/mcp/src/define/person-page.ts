import type { Localized } from '@aisystant/oauth/pages';
import type { CallContext } from './call-context.ts';
import type { MadePage } from './page-folder.ts';

/** A page that a person sees in a browser where they are signed in: their own data, to read. */
export interface PersonPage<Services> {
  /** Path below the origin, such as `/board`; not one that the server itself or the sign-in uses. */
  readonly path: `/${string}`;
  /** What the link of the front page says. */
  readonly title: Localized;
  /** The scope that reading the same through a chat needs. */
  readonly scope: string;
  /** Makes the page; `query` is that of the address. Throws `ToolError`. */
  render(query: URLSearchParams, context: CallContext<Services>): Promise<MadePage>;
}
