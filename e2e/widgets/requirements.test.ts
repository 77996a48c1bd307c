import { describe, expect, test } from 'vitest';
import { press, recordCalls, sceneOf } from './act.ts';
import { openHost } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

describe('requirements', () => {
  /** A hundred stories of ten requirements each, as pages of a hundred entities. */
  const entities = Array.from({ length: 100 }, (_, story) => [
    { reference_id: `US-${story}`, type: 'user_story', title: `История ${story}`, depth: 1, missing_criteria: true },
    ...Array.from({ length: 10 }, (_, at) => ({
      reference_id: `REQ-${story * 10 + at}`,
      type: 'requirement',
      title: `Требование ${story * 10 + at}`,
      depth: 2,
      missing_test: at === 0,
    })),
  ]).flat();
  const treeFrom = (from: number) => ({
    root: { reference_id: 'EP-1', title: 'Большой эпик', status: 'Draft' },
    coverage: { stories: 100, stories_without_criteria: 100, requirements: 1_000, requirements_without_tests: 100 },
    items: entities.slice(from, from + 100),
    next_cursor: from + 100 < entities.length ? String(from + 100) : null,
  });

  test('have their statuses in words of the person', async () => {
    const frame = await host.show(sceneOf('requirements', 'a tree with gaps'));
    const words = (await frame.locator('main').textContent()) ?? '';
    expect(words).toContain('в работе');
    expect(words).not.toMatch(/Draft|Progress|Backlog/);
  });

  test('of a large epic are closed at first, loaded to the end on request, and opened where one wants', async () => {
    const calls = recordCalls(host, ({ arguments: { cursor } }) => resultOf(treeFrom(Number(cursor))));
    const frame = await host.show({ widget: 'requirements', input: { id: 'EP-1' }, result: resultOf(treeFrom(0)) });
    expect(await frame.getByText('REQ-0', { exact: true }).count()).toBe(0);
    await press(frame, 'Загрузить остальное');
    await expect.poll(() => frame.locator('.branch').count()).toBe(100);
    await expect.poll(() => frame.getByRole('button', { name: /^Загру/ }).count()).toBe(0);
    expect(calls).toHaveLength(10);
    expect(calls[0]).toEqual({ name: 'get_hierarchy', arguments: { id: 'EP-1', limit: 100, cursor: '100' } });
    expect(await frame.locator('.leaf').count()).toBe(0);
    await press(frame, /^US-99 /);
    expect(await frame.locator('.leaf').count()).toBe(10);
    expect(await frame.getByText('REQ-999', { exact: true }).count()).toBe(1);
    // The time of a press, with all that is drawn for it.
    const pressed: number = await frame.evaluate(`(() => {
      const start = performance.now();
      document.querySelector('input[type=checkbox]').click();
      return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
    })()`);
    expect(await frame.locator('.leaf').count()).toBe(100);
    expect(pressed).toBeLessThan(5_000);
  });

  test('that relate to one are listed alone when it is chosen in the graph, also with a key', async () => {
    const frame = await host.show(sceneOf('requirements', 'relationships with a cycle'));
    expect(await frame.locator('.links li').count()).toBe(8);
    await frame.getByRole('button', { name: /^REQ-011/ }).focus();
    await host.page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Связи REQ-011' }).waitFor();
    expect(await frame.locator('.links li').allTextContents()).toEqual([
      'REQ-011 Требование REQ-011 зависит от REQ-012 Требование REQ-012 круг 1',
      'REQ-012 Требование REQ-012 зависит от REQ-011 Требование REQ-011 круг 1',
    ]);
    await press(frame, 'Показать все связи');
    expect(await frame.locator('.links li').count()).toBe(8);
  });

  test('are only shown where the host passes no calls, and say where the rest is', async () => {
    const frame = await host.show({ ...sceneOf('requirements', 'a part of a large tree'), host: 'strict' });
    expect(await frame.getByRole('button', { name: 'Загрузить остальное' }).count()).toBe(0);
    expect(await frame.getByText('Это не всё').count()).toBe(1);
  });
});
