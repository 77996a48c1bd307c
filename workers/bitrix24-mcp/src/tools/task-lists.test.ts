import { refusalOf } from '@aisystant/testing';
import { beforeEach, expect, test, vi } from 'vitest';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';

let portal = testPortal();
beforeEach(() => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
  return () => vi.unstubAllGlobals();
});

interface Task {
  readonly id: string;
  readonly accomplices: readonly string[];
  readonly auditors: readonly string[];
  readonly tags: object;
}

const director = askAs('demo_long');
const select = ['ID', 'ACCOMPLICES', 'AUDITORS', 'TAGS'];

async function tasks(input: object): Promise<readonly Task[]> {
  const { data } = await director(toolNamed('getTasks'), { select, limit: 500, ...input });
  return Object(data['result']).result.tasks;
}

const hasAuditor = (id: string) => (task: Task) => task.auditors.includes(id);
const hasTag = (task: Task) => JSON.stringify(task.tags).includes('срочно');
const hasAccomplice = (task: Task) => task.accomplices.some((id) => ['3', '4'].includes(id));

test.each<[object, (task: Task) => boolean]>([
  [{ AUDITOR: 1 }, hasAuditor('1')],
  [{ AUDITORS: 1 }, hasAuditor('1')],
  [{ '@auditors': ['1', '2'] }, hasAuditor('1')],
  [{ '!AUDITOR': 1 }, (task) => !hasAuditor('1')(task)],
  [{ '@ACCOMPLICE': [3, 4] }, hasAccomplice],
  [{ ACCOMPLICES: [3, 4] }, hasAccomplice],
  [{ TAG: 'срочно' }, hasTag],
  [{ TAGS: 'срочно' }, hasTag],
])('tasks are found by one value of a list: %o', async (filter, holds) => {
  const [all, found] = [await tasks({}), await tasks({ filter })];
  expect(found.map(({ id }) => id)).toEqual(all.filter(holds).map(({ id }) => id));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all.length);
});

test('a list is selected by either of its names', async () => {
  const [task] = await tasks({ select: ['AUDITOR', 'ACCOMPLICE', 'TAG'], filter: { AUDITOR: 1 }, limit: 1 });
  expect(task).toMatchObject({ auditors: ['1'], accomplices: expect.any(Array), tags: expect.anything() });
});

test('an auditor is a number, or the person who asks', async () => {
  const refusal = await refusalOf(director(toolNamed('getTasks'), { filter: { AUDITORS: 'Анна' } }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'filter.AUDITORS' });
  const { data } = await director(toolNamed('getTasks'), { filter: { AUDITORS: 'me' } });
  expect(JSON.stringify(data['request'])).toMatch(/"AUDITOR":"\d+"/);
});
