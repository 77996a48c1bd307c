import type { CorpusStore } from './store/corpus-store.ts';
import type { Nearest } from './store/nearest-passages.ts';

/** What the tools and resources of guides-mcp work with. */
export interface GuidesServices {
  /** The guides. */
  readonly corpus: CorpusStore;
  /** Finds by meaning, where the server is deployed so. */
  readonly nearest: Nearest;
  /** Origin of this server, for links. */
  readonly baseUrl: string;
}
