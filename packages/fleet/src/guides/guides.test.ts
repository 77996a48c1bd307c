import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { guides } from './guides.ts';

test.each([
  ['README.md', /README\.md is a file, not a folder/],
  ['no such folder', /There is no folder .*no such folder/],
])('guides are imported from a folder only: %s', async (name, refusal) => {
  await expect(guides(['import', path.join(ROOT, name)], {})).rejects.toThrow(refusal);
});
