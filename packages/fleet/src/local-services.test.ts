import { expect, onTestFinished, test } from 'vitest';
import { startLocalServices } from './local-services.ts';
import { localUrl } from './local-variables.ts';
import { BITRIX24_PORT, COMPANY_PORT, IDENTITY_LOGIN_PORT, IDENTITY_PORT, KTALK_PORT } from './manifest.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** No other fleet of this machine has its ports there. */
const OFFSET = 23_000;

test('every address that npm start lists says what is there, and what it says to try works', async () => {
  const options = {
    stateDir: temporaryFolder(),
    portOffset: OFFSET,
    twinStore: 'durable-object',
    recordings: 3,
  } as const;
  const services = await startLocalServices([], {}, options);
  onTestFinished(() => services.close());
  for (const port of [IDENTITY_PORT, IDENTITY_LOGIN_PORT]) {
    const page = await fetch(localUrl(port, OFFSET));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('npm start')]);
  }
  for (const port of [KTALK_PORT, BITRIX24_PORT, COMPANY_PORT]) {
    const page = await fetch(localUrl(port, OFFSET));
    const text = await page.text();
    const [, name = '', value = ''] = /-H '([^:]+): ([^']+)'/.exec(text) ?? [];
    const tried = await fetch(/http:[^\s']+/.exec(text)?.[0] ?? '', { headers: name === '' ? {} : { [name]: value } });
    expect([page.status, tried.status], text).toEqual([200, 200]);
  }
});
