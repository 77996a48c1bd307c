import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Learner, type LocalFleet, startLocalFleet } from '@aisystant/fleet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callTool, mcpUrl } from './fleet.ts';

// A fleet of its own: its identity provider is taken down.
const OFFSET = 2000;
const dt = mcpUrl('dt-mcp', OFFSET);
let stateDir: string;
let fleet: LocalFleet;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'fleet-'));
  fleet = await startLocalFleet({ stateDir, portOffset: OFFSET, recordings: 1 });
});
afterAll(async () => {
  await fleet.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const week = { name: 'dt_get_week_summary', args: {}, id: 1 };

test('with the identity provider down a new sign-in fails, and existing tokens keep working', async () => {
  const token = await new Learner('anna').signIn(dt);
  fleet.identity.setFault('down');
  await expect(new Learner('boris').signIn(dt)).rejects.toThrow(/answered 50[23]/);
  expect((await callTool(dt, token, week)).status).toBe(200);
  fleet.identity.setFault('none');
});

test('a broken token endpoint ends in a page that says what to do, and the next try works', async () => {
  fleet.identity.setFault('token_error');
  await expect(new Learner('boris').signIn(dt)).rejects.toThrow(/502.*(Служба входа не отвечает|does not answer)/s);
  fleet.identity.setFault('none');
  await expect(new Learner('boris').signIn(dt)).resolves.toBeTypeOf('string');
});

test('a rebuild swaps the Workers and keeps tokens and data', async () => {
  const learner = new Learner('anna');
  const token = await learner.signIn(dt);
  await fleet.reload();
  expect((await callTool(dt, token, week)).status).toBe(200);
});

test('a stop and a start with the same storage keep the learner signed in', async () => {
  const token = await new Learner('anna').signIn(dt);
  await fleet.stop();
  fleet = await startLocalFleet({ stateDir, portOffset: OFFSET, recordings: 1 });
  expect((await callTool(dt, token, week)).status).toBe(200);
});

// `/dev/full` is Linux's disk without room.
test.skipIf(process.platform !== 'linux')('a full disk under the log stops nothing, and logging resumes', async () => {
  const token = await new Learner('anna').signIn(dt);
  const log = path.join(stateDir, 'fleet.log');
  await fleet.stop();
  await rm(log);
  await symlink('/dev/full', log);
  fleet = await startLocalFleet({ stateDir, portOffset: OFFSET, recordings: 1 });
  for (let calls = 0; calls < 3; calls += 1) expect((await callTool(dt, token, week)).status).toBe(200);
  await rm(log);
  expect((await callTool(dt, token, week)).status).toBe(200);
  // The file is made with the next line.
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('dt.get_week_summary');
});

test('a second fleet on the same ports fails with the port that is taken', async () => {
  await expect(startLocalFleet({ stateDir, portOffset: OFFSET })).rejects.toThrow(
    /^Port \d+, needed by portal, is taken/,
  );
});
