import { env, exports } from 'cloudflare:workers';
import { workerFetch } from '@aisystant/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { d1CorpusStore } from '../store/d1-corpus-store.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
import { search } from '../tools/search.ts';

beforeAll(importDemo);

const { BASE_URL } = env as unknown as { readonly BASE_URL: string };
const fetchPage = workerFetch(exports);
const get = (path: string, init?: RequestInit) => fetchPage(new Request(`${BASE_URL}${path}`, init));

describe('a page of a guide in a browser', () => {
  test('is where the links of every page lead, without the answers to its exercises', async () => {
    const store = d1CorpusStore(db);
    const guides = await store.guides();
    const heads = (await Promise.all(guides.map(({ slug }) => store.heads(slug)))).flat();
    expect(heads).toHaveLength(60);
    for (const { id, title } of heads) {
      const response = await get(`/pages/${encodeURIComponent(id)}`);
      expect(response.status, id).toBe(200);
      const html = await response.text();
      expect(html).toContain(`${id} ${title}</h1>`);
      const { answers = '' } = (await store.page(id)) ?? {};
      for (const line of answers.split('\n').filter((each) => each.length > 40)) {
        expect(html).not.toContain(line.slice(3, 40));
      }
    }
  }, 60_000);

  test('is what search and fetch cite', async () => {
    const { data } = await ask(search, { query: 'слот' });
    const { results } = data as { results: { url: string; title: string }[] };
    expect(results.length).toBeGreaterThan(0);
    for (const { url, title } of results) {
      const response = await fetchPage(new Request(url));
      expect(response.status).toBe(200);
      expect(await response.text()).toContain(title);
    }
  });

  test.each(['/pages/x1.2:3', '/pages/%D1%851.2%3A3', '/pages/ritm-uchenika/x1.2/3'])(
    'is found by any of its names: %s',
    async (path) => expect(await (await get(path)).text()).toContain('X1.2:3 Минимум на плохой день</h1>'),
  );

  test('lists the pages of a section and of a guide', async () => {
    expect(await (await get('/pages/X1.2')).text()).toContain('<a href="/pages/X1.2%3A3">');
    expect(await (await get('/pages/ritm-uchenika')).text()).toContain('<a href="/pages/X1.3%3A1">');
  });

  test('has the policy of all pages and runs no script', async () => {
    const { headers } = await get('/pages/X1.1:1');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('script-src');
  });

  test.each(['/pages/', '/pages/nothing', `/pages/${'x'.repeat(2_000)}`, '/pages/%E0%A4%A', '/pages/%00'])(
    'is not there: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/html');
    },
  );

  test('is only read', async () => {
    expect((await get('/pages/X1.1:1', { method: 'HEAD' })).status).toBe(200);
    expect((await get('/pages/X1.1:1', { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a page that is not finished', () => {
  beforeAll(async () => {
    const page = (name: string, status: string) => ({
      path: `docs/ru/personal/1-guide/01-part/${name}.md`,
      text: `---\ntitle: '<b>${name}</b>'\nstatus: ${status}\n---\nТекст <script>alert(1)</script>.\n`,
    });
    const files = [page('one', 'draft'), page('two', 'pending-review'), page('three', 'current')];
    const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
    await importCorpus(db, parseCorpus(files, 'docs'), options);
  });
  afterAll(importDemo);

  test.each([
    ['one', 'Это черновик'],
    ['two', 'ещё на проверке'],
  ])('%s says so, and nothing of it is taken for HTML', async (name, note) => {
    const heads = await d1CorpusStore(db).guides();
    const all = await d1CorpusStore(db).heads(heads[0]?.slug ?? '');
    const id = all.find(({ title }) => title.includes(name))?.id ?? '';
    const html = await (await get(`/pages/${id}`)).text();
    expect(html).toContain(note);
    expect(html).toContain(`&lt;b&gt;${name}&lt;/b&gt;</h1>`);
    expect(html).not.toContain('<script');
  });
});
