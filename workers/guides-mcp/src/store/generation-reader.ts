import { ToolError } from '@aisystant/mcp';
import type { Database, Statement } from '@aisystant/mcp/d1';
import type { Generation } from './corpus-store.ts';
import { type GenerationRow, generationOf } from './rows.ts';

/** Makes statements for a generation, given as an SQL expression. */
type Statements = (generation: string) => readonly Statement[];
type Rows = readonly unknown[][];

/** Reads of one request. */
export interface GenerationReader {
  /** Gives the rows of each statement. What is asked for at the same moment is one round trip and one transaction. */
  read(statements: Statements): Promise<Rows>;
  /** The same for statements that name the tables of a generation. */
  readTables(statements: (generation: number) => readonly Statement[]): Promise<Rows>;
  generation(): Promise<Generation>;
}

interface Ask {
  readonly statements: Statements;
  resolve(rows: Rows): void;
  reject(error: unknown): void;
}

/** What the pointer says within the same transaction. */
const CURRENT = '(SELECT generation FROM pointer)';

/**
 * Batches reads of one tick into one D1 batch, as DataLoader does. The first batch pins the current generation; later ones use it
 * even if an import publishes another.
 */
export function generationReader(db: Database): GenerationReader {
  let seen: Generation | null = null;
  let opening: Promise<unknown> = Promise.resolve();
  let asked: Ask[] = [];

  const batch = async (statements: readonly Statement[]): Promise<Rows> => {
    if (statements.length === 0) return [];
    const answers = await db.batch<unknown>([...statements]).catch(unavailable);
    return answers.map(({ results }) => results);
  };
  const open = async (statements: readonly Statement[]): Promise<Rows> => {
    const current = db.prepare(`SELECT * FROM generation WHERE id = ${CURRENT}`);
    const [[row] = [], ...rest] = await batch([current, ...statements]);
    if (!row) throw notImported();
    seen = generationOf(row as GenerationRow);
    return rest;
  };
  const answer = async (asks: readonly Ask[]): Promise<void> => {
    // Only one batch may follow the pointer: two could see two generations.
    await opening.catch(() => undefined);
    const groups = asks.map(({ statements }) => statements(seen ? String(seen.id) : CURRENT));
    const reading = seen ? batch(groups.flat()) : open(groups.flat());
    if (!seen) opening = reading;
    try {
      const rows = [...(await reading)];
      for (const [n, { resolve }] of asks.entries()) resolve(rows.splice(0, groups[n]?.length));
    } catch (error) {
      for (const { reject } of asks) reject(error);
    }
  };
  const read = (statements: Statements): Promise<Rows> =>
    new Promise((resolve, reject) => {
      asked.push({ statements, resolve, reject });
      if (asked.length > 1) return;
      queueMicrotask(() => {
        const asks = asked;
        asked = [];
        void answer(asks);
      });
    });
  const generation = async (): Promise<Generation> => {
    if (!seen) await read(() => []);
    if (!seen) throw notImported();
    return seen;
  };
  return {
    read,
    generation,
    async readTables(statements) {
      const { id } = seen ?? (await generation());
      return read(() => statements(id));
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
