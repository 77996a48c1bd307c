import { fillDemoRequirements, Learner } from '@aisystant/fleet';
import type { Client } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { type Played, play, playTwice } from './play.ts';

const url = mcpUrl('requirements-mcp');

/** The answer of a tool. */
async function ask(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: args });
  expect(isError ?? false, JSON.stringify(content)).toBe(false);
  return structuredContent as Record<string, unknown>;
}

let decomposed: readonly [Played, Played];
let checked: readonly [Played, Played];
let elsewhere: Played;

beforeAll(async () => {
  await fillDemoRequirements(PORT_OFFSET);
  expect(await fillDemoRequirements(PORT_OFFSET)).toBe(false);
  decomposed = await playTwice('разбей', 'эпик', 'на', 'истории');
  checked = await playTwice('demo_good', 'проверь качество требования');
  elsewhere = await play('demo_relapse', 'проверь качество требования');
});

describe('the requirements of the demo', () => {
  test('are three epics, twelve stories and forty requirements, related in all five ways, with a cycle', async () => {
    const client = await new Learner('demo_good').connect(url);
    const { results, total_count } = await ask(client, 'search_requirements', { query: 'req-0', limit: 100 });
    expect(total_count).toBe(40);
    expect(results).toHaveLength(40);
    const trees = await Promise.all(['EP-001', 'EP-002', 'EP-003'].map((id) => ask(client, 'get_hierarchy', { id })));
    const items = trees.flatMap(({ items: below }) => below as { type: string; missing_criteria: boolean }[]);
    expect(items.filter(({ type }) => type === 'user_story')).toHaveLength(12);
    expect(items.filter(({ missing_criteria }) => missing_criteria)).toHaveLength(2);
    const { relationships, cycles } = await ask(client, 'list_relationships', { limit: 100 });
    expect(new Set((relationships as { type: string }[]).map(({ type }) => type)).size).toBe(5);
    expect(cycles).toHaveLength(1);
    await client.close();
  });

  test('are shared by demo logins with different roles', async () => {
    const client = await new Learner('demo_weak').connect(url);
    const { members } = await ask(client, 'list_members');
    const roles = (members as { role: string; is_me: boolean }[]).map(({ role, is_me }) => `${role} ${is_me}`);
    expect(roles.toSorted()).toEqual(['administrator false', 'commenter true', 'user false']);
    await client.close();
  });
});

describe('npm run demo', () => {
  test('«разбей эпик на истории» writes three stories after a yes, and none twice', async () => {
    for (const { code, dialogue } of decomposed) {
      expect({ code, dialogue }).toEqual({ code: 0, dialogue: expect.stringMatching(/^\nСценарий «.+─\n\n$/s) });
      expect(dialogue).not.toMatch(/undefined|NaN|\[object/);
      expect(dialogue).toContain('подсказка decompose_epic');
      expect(dialogue).toMatch(/Ученик +Да\..+create_user_story.+у каждой истории есть критерий/s);
    }
    expect(decomposed[0].dialogue).toContain('историй ещё нет');
    expect(decomposed[1].dialogue).toContain('историй уже 3');
  });

  test('«проверь качество требования» names what cannot be tested and leaves a comment', async () => {
    for (const { code, dialogue } of checked) {
      expect({ code, dialogue }).toEqual({ code: 0, dialogue: expect.stringMatching(/^\nСценарий «.+─\n\n$/s) });
      expect(dialogue).toContain('Не проверить: «быстро», «удобно», «как правило».');
      expect(dialogue).toMatch(/Спорит с REQ-\d+/);
    }
    const client = await new Learner('demo_good').connect(url);
    const { results } = await ask(client, 'search_requirements', { query: 'поиск быстро', limit: 1 });
    const [{ reference_id: id } = { reference_id: '' }] = results as { reference_id: string }[];
    const { comments } = await ask(client, 'list_comments', { entity_id: id });
    expect(comments).toHaveLength(1);
    await client.close();
  });

  test('ends with what the server said where the person may not do it', async () => {
    const { code, dialogue } = await play('demo_weak', 'разбей эпик на истории');
    expect(code).toBe(1);
    expect(dialogue).toMatch(
      /→ create_epic .+← FORBIDDEN: Ваша роль — комментатор.+· сервер отказал, дальше сценарий не идёт/s,
    );
    expect(dialogue).not.toMatch(/^ +at /m);
  });

  test('says so in a workspace without such a requirement', () => {
    expect(elsewhere).toMatchObject({ code: 0, dialogue: expect.stringContaining('Такого требования в вашем') });
  });
});
