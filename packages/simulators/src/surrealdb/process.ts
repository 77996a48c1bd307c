import { type SurrealDbOptions, serveSurrealDb } from './database.ts';

// A process of its own: the engine keeps its process from ending. This one ends with the one that started it.

process.once('message', async (options: SurrealDbOptions) => {
  await serveSurrealDb(options).then(
    () => process.send?.({ ready: true }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.once('disconnect', () => process.exit(0));
