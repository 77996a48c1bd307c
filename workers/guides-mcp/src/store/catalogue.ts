import type { Database } from '@aisystant/mcp/d1';
import type { Guide } from '../domain/corpus/model.ts';
import type { Generation, GuideCounts, SynonymKey } from './corpus-store.ts';
import type { GenerationReader } from './generation-reader.ts';
import { type GuideRow, guideOf } from './rows.ts';

/** What every search reads whole, and what only an import changes. */
export interface Catalogue {
  readonly guides: readonly (Guide & GuideCounts)[];
  readonly synonyms: readonly SynonymKey[];
}

/** The newest catalogue of each database that this isolate has read. */
const kept = new WeakMap<Database, { readonly of: string; readonly catalogue: Catalogue }>();

/** A generation never changes; in a database that was made again, one of the same number has another digest. */
const nameOf = ({ id, digest }: Generation) => `${id} ${digest}`;

/** The catalogue of the generation that a request reads. */
export async function catalogueOf(db: Database, { read, generation }: GenerationReader): Promise<Catalogue> {
  const known = kept.get(db);
  if (known && known.of === nameOf(await generation())) return known.catalogue;
  const [guides = [], synonyms = []] = await read((current) => [
    db.prepare(`SELECT * FROM guide WHERE generation = ${current} ORDER BY n`),
    db.prepare(`SELECT key, term FROM term WHERE generation = ${current} AND listed = 1`),
  ]);
  const catalogue = { guides: (guides as GuideRow[]).map(guideOf), synonyms: synonyms as SynonymKey[] };
  kept.set(db, { of: nameOf(await generation()), catalogue });
  return catalogue;
}
