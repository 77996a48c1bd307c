import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { BuildError, runBuildStep } from './bundle.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

afterEach(() => vi.unstubAllEnvs());

/** A Worker whose build step fails, so that it tells when it runs. */
function failingWorker(): string {
  const config = path.join(temporaryFolder(), 'wrangler.toml');
  writeFileSync(config, 'name = "failing"\nbuild = { command = "echo it ran; exit 1" }\n');
  return config;
}

test('a build step that fails says what it printed', async () => {
  vi.stubEnv('BUILD_STEPS_DONE_IN', undefined);
  await expect(runBuildStep('failing', failingWorker())).rejects.toThrow(new BuildError('failing: it ran'));
});

test('build steps run once for a whole check of this checkout, and as ever in a copy of it', async () => {
  vi.stubEnv('BUILD_STEPS_DONE_IN', ROOT);
  await runBuildStep('failing', failingWorker());
  vi.stubEnv('BUILD_STEPS_DONE_IN', path.join(ROOT, 'copy'));
  await expect(runBuildStep('failing', failingWorker())).rejects.toThrow(BuildError);
});
