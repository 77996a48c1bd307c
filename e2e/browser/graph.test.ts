import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { mcpUrl } from '../fleet.ts';
import { setStage } from './stage.ts';

const graph = `${new URL(mcpUrl('fsm-mcp')).origin}/graph`;
const stage = setStage(mcpUrl('dt-mcp'), 'Мой чат');

/** Ids of the steps that can be seen. */
const seen = async (page: Page) => {
  const steps = await page.locator('details.card section:visible').all();
  return Promise.all(steps.map((step) => step.getAttribute('id')));
};

describe.each([[true], [false]])('the graph of the Guide, with scripts: %s', (javaScript) => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.newPerson({ javaScript });
  });

  test('shows the map and folds all steps', async () => {
    await page.goto(graph);
    expect(await page.locator('#map svg').count()).toBeGreaterThan(5);
    expect(await seen(page)).toEqual([]);
  });

  test('unfolds the scenario of a step that a link of the map leads to', async () => {
    await page.goto(graph);
    await page.locator('#map a[href="#weekly_reflection"]').click();
    await page.locator('#weekly_reflection').waitFor();
    expect(await seen(page)).toContain('weekly_reflection');
    expect(await page.locator('details.card[open]').count()).toBe(1);
  });
});

test('a search shows the steps with every word and unfolds them; an empty one folds all', async () => {
  const page = await stage.newPerson({ javaScript: true });
  await page.goto(graph);
  const field = page.getByLabel('Найти шаг');
  await field.fill('ИТОГИ недели');
  const found = await seen(page);
  expect(found.length).toBeGreaterThan(0);
  for (const id of found) {
    expect((await page.locator(`#${id}`).textContent())?.toLowerCase()).toMatch(
      /итоги[\s\S]*недели|недели[\s\S]*итоги/,
    );
  }
  expect(await page.getByRole('status').textContent()).toBe(`Найдено шагов: ${found.length}`);
  await field.fill('такого слова нет');
  expect(await seen(page)).toEqual([]);
  await field.fill('');
  expect(await page.locator('details.card:visible').count()).toBeGreaterThan(5);
  expect(await seen(page)).toEqual([]);
});

test('without scripts there is no field that does nothing', async () => {
  const page = await stage.newPerson();
  await page.goto(graph);
  expect(await page.locator('input').count()).toBe(0);
});
