import type { Dependency } from '@aisystant/mcp';
import type { CorpusStore } from './corpus-store.ts';
import type { Vectors } from './vectors.ts';

/** Tells the doctor whether pages are found by meaning too, and whether the index of vectors has those of the guides. */
export function vectorDependency(corpus: CorpusStore, vectors: Vectors | null): Dependency {
  return {
    name: 'vectors',
    async check() {
      const { id, vectors: passages } = await corpus.generation();
      const generation = `generation ${id}`;
      if (vectors === null) return { status: 'ok', detail: `off, pages of ${generation} are found by words alone` };
      if (passages === 0) return { status: 'stale', detail: `${generation} has none: import the guides again` };
      const kept = await vectors.count();
      const detail = `${generation} has ${passages} passages, the index ${kept} vectors`;
      return { status: kept === 0 ? 'stale' : 'ok', detail };
    },
  };
}
