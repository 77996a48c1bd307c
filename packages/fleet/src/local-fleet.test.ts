import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort } from '@aisystant/simulators/free-port';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalFleet } from './local-fleet.ts';
import { portal } from './servers.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('a fleet that cannot start, because another one runs, empties no storage', async () => {
  const port = await freePort();
  const running = createServer();
  await new Promise<void>((resolve) => running.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void running.close());
  const stateDir = temporaryFolder();
  const kept = path.join(stateDir, 'v3', 'kept');
  mkdirSync(path.dirname(kept));
  writeFileSync(kept, '');

  const starting = startLocalFleet({ stateDir, portOffset: port - portal.port, fresh: true });
  await expect(starting).rejects.toThrow(`Port ${port}, needed by portal, is taken`);
  expect(existsSync(kept)).toBe(true);
});
