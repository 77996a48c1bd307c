import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Surreal } from 'surrealdb';
import { UsageError } from '../usage-error.ts';
import { MIGRATIONS, type TwinDatabase } from './database.ts';

/** Names and keys stand in statements that take no parameters. */
const NAME = /^[\w-]+$/;

/**
 * Brings the schema of a database up to date, with the key of the learners' tokens, and returns the names of the migrations
 * that it took. Throws {@link UsageError} for a name that it will not write into a statement, and when it does not get in.
 */
export async function migrateTwins(target: TwinDatabase): Promise<readonly string[]> {
  const { namespace, database, key } = target;
  for (const name of [namespace, database])
    if (!NAME.test(name)) throw new UsageError(`"${name}" is no name of a database: it has a-z, A-Z, 0-9, _ and -.`);
  return asOwner(target, async (db) => {
    await db.query(`DEFINE NAMESPACE IF NOT EXISTS \`${namespace}\``);
    await db.use({ namespace });
    await db.query(`DEFINE DATABASE IF NOT EXISTS \`${database}\``);
    await db.use({ namespace, database });
    await db.query(`DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL PERMISSIONS NONE;
      DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;
      DEFINE FIELD IF NOT EXISTS applied_at ON migration TYPE datetime`);
    const [applied] = await db.query<[string[]]>('SELECT VALUE name FROM migration');
    const missing = (await readdir(MIGRATIONS))
      .filter((file) => file.endsWith('.surql') && !applied.includes(file))
      .sort();
    for (const name of missing) {
      const statements = await readFile(path.join(MIGRATIONS, name), 'utf8');
      const all = `BEGIN; ${statements}\nCREATE migration SET name = $name, applied_at = time::now(); COMMIT`;
      const errors = (await db.query(all, { name }).responses()).flatMap((each) => (each.success ? [] : [each.error]));
      // The statements around the one that failed say only that they did not run.
      const failure = errors.find(({ kind }) => kind !== 'Query') ?? errors[0];
      if (failure) throw failure;
    }
    // A text between quotes, whatever is in the key.
    await db.query(`DEFINE ACCESS OVERWRITE learner ON DATABASE TYPE RECORD
      WITH JWT ALGORITHM HS512 KEY ${JSON.stringify(key)} DURATION FOR TOKEN 1h, FOR SESSION 1h`);
    return missing;
  });
}

/**
 * The learners whose twin is or was in a database, or on the way from or to it: one whose move back stopped is `elsewhere` here
 * and not yet served by the object, like one whose move is done. `object` is null where the object was never asked.
 */
export function movedTwinsIn(
  target: TwinDatabase,
): Promise<readonly { readonly learner: string; readonly object: string | null }[]> {
  const { namespace, database } = target;
  return asOwner(target, async (db) => {
    await db.use({ namespace, database });
    const [learners] = await db.query<[{ learner: string; object: string | null }[]]>(
      `SELECT record::id(id) AS learner, object FROM learner WHERE home != 'elsewhere' OR move != NULL`,
    );
    return learners;
  });
}

async function asOwner<T>({ url, owner }: TwinDatabase, run: (db: Surreal) => Promise<T>): Promise<T> {
  const db = new Surreal();
  try {
    await db.connect(new URL('/rpc', url), { authentication: owner }).catch((error: Error) => {
      const why = error.cause instanceof Error ? error.cause.message || error.message : error.message;
      throw new UsageError(
        `SurrealDB at ${url} does not let its owner in: ${why}. Look at the address and at the password.`,
      );
    });
    return await run(db);
  } finally {
    await db.close();
  }
}
