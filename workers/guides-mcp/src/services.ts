import type { CorpusStore } from './store/corpus-store.ts';

/** What the tools and resources of guides-mcp work with. */
export interface GuidesServices {
  /** The guides. */
  readonly corpus: CorpusStore;
  /** Origin of this server, for links. */
  readonly baseUrl: string;
}
