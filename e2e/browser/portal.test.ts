import { pathToFileURL } from 'node:url';
import { localUrl } from '@aisystant/fleet';
import { mcpServers, portal, type ServerEntry } from '@aisystant/fleet/servers';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { setStage } from './stage.ts';

const front = localUrl(portal.port, PORT_OFFSET);
const stage = setStage(mcpUrl('dt-mcp'), 'Мой чат');

test('a button below each block copies it and says so', async () => {
  const page = await stage.newPerson({ javaScript: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(front);
  await page.getByText('Claude Code', { exact: true }).click();
  const block = page.locator('details[open] pre');
  const button = page.locator('details[open] button');
  expect(await button.textContent()).toBe('Скопировать');
  expect(await button.getAttribute('aria-label')).toBe('Скопировать: команды для Claude Code');
  // It says so for two seconds, which a busy machine may need to begin to wait.
  const done = page.getByRole('button', { name: 'Скопировано: команды для Claude Code', exact: true });
  await Promise.all([page.getByText('Скопировано').waitFor(), done.waitFor(), button.click()]);
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await block.textContent());
});

test('where the browser does not let it copy, the button selects the block and says so', async () => {
  const page = await stage.newPerson({ javaScript: true });
  await page.goto(front);
  await page.evaluate(
    "navigator.clipboard.writeText = () => Promise.reject(new DOMException('No', 'NotAllowedError'))",
  );
  await page.getByText('Claude Code', { exact: true }).click();
  await Promise.all([page.getByText('Выделено').waitFor(), page.locator('details[open] button').click()]);
  expect(await page.evaluate('getSelection().toString()')).toContain('claude mcp add');
});

test('without scripts the page is whole: every block is there, and no button that does nothing', async () => {
  const page = await stage.newPerson();
  await page.goto(front);
  expect(await page.locator('button').count()).toBe(0);
  await page.getByText('Claude Code', { exact: true }).click();
  const lines = await page.locator('details[open] pre').textContent();
  for (const { name } of mcpServers) expect(lines).toContain(`claude mcp add --transport http ${name} `);
});

test('on paper no line of a block is cut off, and there is no button that copies', async () => {
  const page = await stage.newPerson({ javaScript: true });
  // A sheet of A4 with the usual margins.
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.goto(front);
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
  await page.emulateMedia({ media: 'print' });
  expect(
    await page.evaluate(
      `[...document.querySelectorAll('pre')].filter((each) => each.scrollWidth > each.clientWidth).length`,
    ),
  ).toBe(0);
  expect(await page.getByRole('button', { name: 'Скопировать' }).count()).toBe(0);
});

const TITLES = ['Проводник', 'Цифровой двойник', 'Руководства', 'Упражнения', 'Созвоны', 'Задачи', 'Требования'];

/** Seven made-up servers, each with as many tools as the largest has. */
const SEVEN = TITLES.map((title, index) => ({
  name: `subject-${index}-mcp`,
  title: { ru: title, en: title },
  url: `https://subject-${index}-mcp.example.test/mcp`,
  pages: [],
  tools: mcpServers.map(({ tools }) => tools).toSorted((a, b) => b.length - a.length)[0] ?? [],
}));

/** Shows the front page of a fleet of these servers in the place of the page that is open. */
async function showFront(page: Page, servers: readonly (Pick<ServerEntry, 'name'> & { readonly url: string })[]) {
  // No package imports a Worker, so the page is loaded by path.
  const file = pathToFileURL(`${import.meta.dirname}/../../workers/portal/src/front-page.ts`).href;
  const { frontPage } = await import(file);
  await page.setContent(String(await frontPage(servers, 'ru')));
}

test('with seven servers the page is still read on a phone: the apps first, all servers within a few screens', async () => {
  const page = await stage.newPerson();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(front);
  await showFront(page, SEVEN);
  const bottom = async (text: string) => {
    const box = await page.getByRole('heading', { name: text }).boundingBox();
    return (box?.y ?? Number.NaN) + (box?.height ?? 0);
  };
  expect(await bottom('ChatGPT')).toBeLessThan(844);
  expect(await bottom('Любой другой клиент MCP')).toBeLessThan(2 * 844);
  expect(await bottom('Требования')).toBeLessThan(5 * 844);
  await page.getByText('ChatGPT', { exact: true }).click();
  for (const { url } of SEVEN) expect(await page.locator('details[open]').textContent()).toContain(url);
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
  expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(390);
});
