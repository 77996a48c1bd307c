import { ToolError } from '@aisystant/mcp';
import type { Generation } from './corpus-store.ts';
import type { Database, Statement } from './database.ts';
import { type GenerationRow, generationOf } from './rows.ts';

/** Makes statements for a generation, given as an SQL expression. */
type Statements = (generation: string) => readonly Statement[];

/** Reads of one request. */
export interface GenerationReader {
  /** Runs statements in one transaction and gives the rows of each. */
  read(statements: Statements): Promise<readonly unknown[][]>;
  generation(): Promise<Generation>;
}

/** What the pointer says within the same transaction. */
const CURRENT = '(SELECT generation FROM pointer)';

/**
 * Reads that all see the same generation: the first finds out which one is current, in one round trip with what it asks,
 * and the others stay with it when an import publishes the next one in between.
 */
export function generationReader(db: Database): GenerationReader {
  let seen: Generation | null = null;
  const batch = async (statements: readonly Statement[]): Promise<readonly unknown[][]> => {
    const answers = await db.batch<unknown>([...statements]).catch(unavailable);
    return answers.map(({ results }) => results);
  };
  const read = async (statements: Statements): Promise<readonly unknown[][]> => {
    if (seen) return batch(statements(String(seen.id)));
    const current = db.prepare(`SELECT * FROM generation WHERE id = ${CURRENT}`);
    const [[row] = [], ...rest] = await batch([current, ...statements(CURRENT)]);
    if (!row) throw notImported();
    seen = generationOf(row as GenerationRow);
    return rest;
  };
  return {
    read,
    async generation() {
      if (!seen) await read(() => []);
      if (!seen) throw notImported();
      return seen;
    },
  };
}

function notImported(): ToolError {
  return new ToolError('UNAVAILABLE', 'Руководства ещё не загружены.', { hint: 'Повторите через несколько минут.' });
}

/** The error of a database may quote what was asked, so it is not passed on. */
function unavailable(): never {
  throw new ToolError('UNAVAILABLE', 'Хранилище руководств сейчас не отвечает.', { hint: 'Повторите через минуту.' });
}
