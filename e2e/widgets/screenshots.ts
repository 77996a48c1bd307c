import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Compares the window with the picture that an earlier run left in the folder `SCREENSHOTS` names, and leaves its own where
 * there is none. Fonts differ between machines, so pictures are kept on each and not in the repository: before a change of
 * the kit one runs the tests once, after it again.
 */
export async function compareWithKept(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name.replaceAll(/[^\p{L}\d]+/gu, '-')}.png`);
  const taken = await page.locator('iframe').screenshot({ animations: 'disabled' });
  const kept = await readFile(file).catch(() => null);
  if (kept === null) return writeFile(file, taken);
  expect(taken.equals(kept), `${file} looks different now`).toBe(true);
}
