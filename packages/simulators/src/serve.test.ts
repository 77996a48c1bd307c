import { expect, onTestFinished, test } from 'vitest';
import { freePort } from './free-port.ts';
import { serve } from './serve.ts';

const ABOUT = 'A simulated service. Begin at /rest.';

async function served(about?: string) {
  const port = await freePort();
  const asked: string[] = [];
  const simulator = {
    async fetch({ method, url }: Request) {
      asked.push(`${method} ${new URL(url).pathname}`);
      return new Response('no', { status: 404 });
    },
  };
  const server = await serve(simulator, port, about);
  onTestFinished(() => server.close());
  const ask = (path: string, init?: RequestInit) => fetch(`http://localhost:${port}${path}`, init);
  return { ask, asked };
}

test('a simulator says at its address what it is and where to begin; the service itself hears nothing of it', async () => {
  const { ask, asked } = await served(ABOUT);
  const page = await ask('/');
  expect([page.status, (await page.text()).trim()]).toEqual([200, ABOUT]);
  expect(asked).toEqual([]);
});

test('whatever else is asked is answered by the service', async () => {
  const { ask, asked } = await served(ABOUT);
  for (const path of ['/rest', '/?x=1']) expect((await ask(path)).status).toBe(404);
  expect((await ask('/', { method: 'POST', body: '' })).status).toBe(404);
  expect((await (await served()).ask('/')).status).toBe(404);
  expect(asked).toEqual(['GET /rest', 'GET /', 'POST /']);
});
