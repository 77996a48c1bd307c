import { doctor, faultsOf, Learner, mcpServers, renderReport } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { mcpUrl } from './fleet.ts';

test.each(mcpServers)('the doctor finds no fault at $name', async ({ name }) => {
  const url = mcpUrl(name);
  const report = await doctor(url, { token: await new Learner('patient').signIn(url) });
  expect(faultsOf(report), renderReport(report)).toEqual([]);
});
