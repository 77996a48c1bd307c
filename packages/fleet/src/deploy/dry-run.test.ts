import { statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mcpServers, workers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { dryRun, renderPlan } from './dry-run.ts';
import { failed } from './testing/fake-account.ts';
import { readConfigOf } from './worker-config.ts';
import { runWrangler } from './wrangler.ts';

/** Cloudflare takes 3 MB from a free account; a server that comes near it has taken in something it does not need. */
const LARGEST_KIB = 1_024;

describe('a dry run, with the real wrangler', () => {
  test.each(workers)('$name builds as it would be deployed, and is small', { timeout: 60_000 }, async (entry) => {
    const plan = await dryRun(entry, temporaryFolder(), runWrangler);
    expect(plan.gzipKib).toBeGreaterThan(0);
    expect(plan.gzipKib).toBeLessThan(LARGEST_KIB);
    expect(statSync(path.join(plan.bundle, 'index.js')).size).toBeGreaterThan(1_000);
  });
});

const built = async () => ({ status: 0, stdout: 'Total Upload: 2.00 KiB / gzip: 1.00 KiB', stderr: '' });

test.each(mcpServers)('the plan of $name names what would be created', async (entry) => {
  const text = renderPlan(await dryRun(entry, temporaryFolder(), built));
  for (const what of [
    `KV namespace ${entry.name}-oauth`,
    'secret IDENTITY_CLIENT_SECRET',
    'secret SUBJECT_KEY',
    ...(readConfigOf(entry).durable_objects?.bindings ?? []).map((each) => `Durable Object class ${each.class_name}`),
    entry.publicUrl,
  ]) {
    expect(text).toContain(what);
  }
});

test('a server that does not build is named, with the error of wrangler', async () => {
  const [entry] = workers;
  if (!entry) throw new Error('the fleet is empty');
  const broken = async () => failed('Could not resolve "./server.ts"');
  await expect(dryRun(entry, temporaryFolder(), broken)).rejects.toThrow(
    'building portal: ✘ [ERROR] Could not resolve',
  );
});
