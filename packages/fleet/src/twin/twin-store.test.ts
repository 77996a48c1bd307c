import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '@aisystant/simulators/free-port';
import { describe, expect, test } from 'vitest';
import { bundleCode } from '../bundler.ts';
import { ROOT } from '../paths.ts';
import { databaseOf, localPlace } from './command.ts';
import { twinStoreNamed } from './database.ts';

const built = async (entry: string) => {
  const source = path.join(ROOT, 'workers', 'dt-mcp', 'src', entry);
  const { modules, sources } = await bundleCode(source, { name: 'twins', home: path.join(ROOT, '.build', 'twins') });
  const kib = gzipSync(modules[0].content).length / 1024;
  return { kib, ofSurrealDb: sources.filter((file) => file.includes(`${path.sep}surrealdb`)) };
};

describe('the builds of dt-mcp', () => {
  test('have SurrealDB only where the twins are in it', async () => {
    const [object, surrealdb] = [await built('index.ts'), await built('index-surrealdb.ts')];
    expect(object.ofSurrealDb).toEqual([]);
    expect(surrealdb.ofSurrealDb.length).toBeGreaterThan(5);
    expect(surrealdb.kib - object.kib).toBeGreaterThan(10);
  });
});

describe('the store of the twins', () => {
  test('is that of the Durable Objects unless another is named', () => {
    expect([twinStoreNamed(undefined), twinStoreNamed('surrealdb')]).toEqual(['durable-object', 'surrealdb']);
    expect(() => twinStoreNamed('postgres')).toThrow('durable-object, surrealdb');
  });

  test('is named by the environment of a migration as a whole', () => {
    expect(() => databaseOf({ SURREALDB_URL: 'http://localhost' })).toThrow('SURREALDB_NAMESPACE');
    const all = ['NAMESPACE', 'DATABASE', 'KEY', 'OWNER', 'PASSWORD'].map((name) => [`SURREALDB_${name}`, 'x']);
    expect(() => databaseOf({ ...Object.fromEntries(all), SURREALDB_URL: 'localhost:8000' })).toThrow(
      'SURREALDB_URL in the environment is no address: it begins with http',
    );
    expect(() => databaseOf({ SURREALDB_URL: 'http://localhost' })).not.toThrow('SURREALDB_URL');
  });
});

test('learners of a local fleet are not moved while it does not run, and at once it is said so', async () => {
  await expect(localPlace({ name: 'dt-mcp', port: await freePort() })).rejects.toThrow(
    'The fleet does not run: start it with npm start -- --twin surrealdb.',
  );
});
