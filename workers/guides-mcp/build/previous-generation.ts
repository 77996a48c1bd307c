import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { KnownPage } from './page-ids.ts';

/** What the import before left. */
export interface Previous {
  /** 0 when nothing was ever imported. */
  readonly id: number;
  readonly digest: string;
  readonly vectors: number;
  /** Those of the generation first, then those that were removed before it. */
  readonly pages: readonly KnownPage[];
  /** Names of pages that were removed are among them. */
  readonly aliases: readonly { readonly name: string; readonly kind: string; readonly target: string }[];
}

/** Reads what the import before left. */
export async function previousGeneration(db: Database): Promise<Previous> {
  const [current] = await rowsOf<{ id: number; digest: string; vectors: number }>(
    db,
    'SELECT id, digest, vectors FROM generation WHERE id = (SELECT generation FROM pointer)',
  );
  if (!current) return { id: 0, digest: '', vectors: 0, pages: [], aliases: [] };
  const { id, digest, vectors } = current;
  const pages = await rowsOf<{ id: string; path: string; digest: string; sketch: string }>(
    db,
    'SELECT id, path, digest, sketch FROM page WHERE generation = ?',
    id,
  );
  const aliases = await rowsOf<Previous['aliases'][number]>(
    db,
    'SELECT name, kind, target FROM alias WHERE generation = ?',
    id,
  );
  const gone = await rowsOf<{ id: string; path: string; digest: string; sketch: string; names: string }>(
    db,
    'SELECT id, path, digest, sketch, names FROM removed_page WHERE generation = ?',
    id,
  );
  const known = (removed: boolean) => (page: (typeof pages)[number]) => ({
    id: page.id,
    path: page.path,
    digest: page.digest,
    sketch: JSON.parse(page.sketch),
    removed,
  });
  const namesOfGone = gone.flatMap((page) =>
    (JSON.parse(page.names) as string[]).map((name) => ({ name, kind: 'page', target: page.id })),
  );
  return {
    id,
    digest,
    vectors,
    aliases: [...aliases, ...namesOfGone],
    pages: [...pages.map(known(false)), ...gone.map(known(true))],
  };
}
