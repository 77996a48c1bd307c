import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty folder for the test that is running; it goes when the test is over, whatever stands in it then. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fleet-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
