import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { guides } from './guides.ts';

test.each(['README.md', 'no such folder'])('guides are imported from a folder only: %s', async (name) => {
  await expect(guides(['import', path.join(ROOT, name)], {})).rejects.toThrow(/There is no folder .*/);
});
