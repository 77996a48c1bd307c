import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BuildError, bundleWorker, copyBundle } from '../bundle.ts';
import { ROOT } from '../paths.ts';
import { app, mcpServers, portal, workers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { UsageError } from '../usage-error.ts';
import { deploy } from './deploy.ts';
import { dryRun, renderPlan } from './dry-run.ts';
import { failed } from './testing/fake-account.ts';
import { readConfigOf } from './worker-config.ts';
import { runWrangler } from './wrangler.ts';

/**
 * What a server's code and its whole upload may weigh, compressed, a little more than the largest do. The time of a cold start
 * grows with the code; texts and pictures are unpacked only when they are asked for.
 */
const LARGEST_CODE_KIB = 226;
const LARGEST_UPLOAD_KIB = 245;
/** The app is the code of five servers, less the kit and the sign-in that they share; it is off unless a directory needs it. */
const APP_CODE_KIB = 328;
const APP_UPLOAD_KIB = 433;

/** The files of an upload by their names. */
async function filesOf(upload: string): Promise<ReadonlyMap<string, Buffer>> {
  const body = readFileSync(upload);
  const boundary = body.subarray(2, body.indexOf('\r\n')).toString();
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const files = [...(await new Response(body, { headers }).formData())];
  const read = files.map(async ([name, file]) => [name, Buffer.from(await new Response(file).arrayBuffer())] as const);
  return new Map(await Promise.all(read));
}

test.each([
  ['no file', (folder: string) => path.join(folder, 'nope.json'), /^There is no file .*nope\.json/],
  ['a folder', (folder: string) => folder, /^There is no file/],
  ['no JSON', (folder: string) => fileIn(folder, 'dt-mcp: x'), /is not JSON of the form { "dt-mcp": {/],
  ['JSON of another form', (folder: string) => fileIn(folder, '{ "dt-mcp": "x" }'), /is not JSON of the form/],
  [
    'of a server that there is not',
    (folder: string) => fileIn(folder, '{ "dt_mcp": { "SUBJECT_KEY": "prepared" } }'),
    /there is no server "dt_mcp". There are: fsm-mcp, dt-mcp, /,
  ],
  [
    'of a secret that no deployment sets',
    (folder: string) => fileIn(folder, '{ "dt-mcp": { "SUBJEKT_KEY": "prepared" } }'),
    /dt-mcp sets no SUBJEKT_KEY. It sets: IDENTITY_CLIENT_SECRET, SUBJECT_KEY, SURREALDB_KEY\.$/,
  ],
])('a file of secrets that is %s is refused before anything is built, dry run or not', async (_, make, refusal) => {
  const secrets = make(temporaryFolder());
  for (const dry of [true, false]) {
    const refused = await deploy(['portal'], { 'dry-run': dry, secrets }).catch((error) => error);
    expect(refused).toBeInstanceOf(UsageError);
    expect(refused.message).toMatch(refusal);
    expect(refused.message).not.toContain('prepared');
  }
});

function fileIn(folder: string, text: string): string {
  const file = path.join(folder, 'secrets.json');
  writeFileSync(file, text);
  return file;
}

describe('a dry run, with the real wrangler', () => {
  test.each([...workers, app])(
    '$name uploads the bundle that is run and tested locally, and it is small',
    {
      timeout: 60_000,
    },
    async (entry) => {
      const [mostCode, mostUpload] =
        entry === app ? [APP_CODE_KIB, APP_UPLOAD_KIB] : [LARGEST_CODE_KIB, LARGEST_UPLOAD_KIB];
      const bundle = await bundleWorker(entry);
      const build = () => copyBundle(bundle, temporaryFolder());
      const plan = await dryRun(entry, temporaryFolder(), { wrangler: runWrangler, build });
      expect(plan.gzipKib).toBeGreaterThan(0);
      expect(plan.gzipKib).toBeLessThan(mostUpload);
      expect(gzipSync(readFileSync(bundle.main)).length / 1024).toBeLessThan(mostCode);
      const uploaded = await filesOf(plan.upload);
      // Nothing of an earlier build, the map and the form's own part apart.
      expect(uploaded.size).toBe(bundle.modules.length + 2);
      for (const { name, content } of bundle.modules) {
        expect(uploaded.get(name)?.equals(Buffer.from(content)), name).toBe(true);
      }
      const map = JSON.parse(String(uploaded.get(`${path.basename(bundle.main)}.map`)));
      // Wrangler writes the paths in its own way.
      const source = path.resolve(path.dirname(bundle.config), readConfigOf(entry).main ?? '');
      expect(map.sources.join('\n')).toContain(path.relative(ROOT, source));
    },
  );
});

const build = async () => '/somewhere/index.js';
const built = async () => ({ status: 0, stdout: 'Total Upload: 2.00 KiB / gzip: 1.00 KiB', stderr: '' });

test.each(mcpServers)('the plan of $name names what would be created', async (entry) => {
  const text = renderPlan(await dryRun(entry, temporaryFolder(), { wrangler: built, build }));
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

test('the plan of the app creates nothing of the servers that it mounts', async () => {
  const text = renderPlan(await dryRun(app, temporaryFolder(), { wrangler: built, build }));
  expect(text).toContain('Durable Object class GrantObject');
  expect(text).toContain('secret DT_SUBJECT_KEY');
  expect(text).not.toMatch(/class (Twin|Attempts|Check|Pace)Object/);
});

test('a server that does not build is named, with the error of the build', async () => {
  const broken = async () => Promise.reject(new BuildError('portal: Could not resolve "./server.ts"'));
  await expect(dryRun(portal, temporaryFolder(), { wrangler: built, build: broken })).rejects.toThrow(
    'portal: Could not resolve',
  );
});

test('a server that wrangler refuses is named, with the error of wrangler', async () => {
  const broken = async () => failed('The expected compatibility date');
  await expect(dryRun(portal, temporaryFolder(), { wrangler: broken, build })).rejects.toThrow(
    'building portal: ✘ [ERROR] The expected compatibility date',
  );
});
