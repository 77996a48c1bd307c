import { listOf, refusalOf, send } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, people, toolNamed } from '../testing/person.ts';
import { emailOf, testPortal } from '../testing/portal.ts';

let portal = testPortal();
beforeEach(() => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
  return () => vi.unstubAllGlobals();
});

const director = askAs('demo_long');

describe('what the portal would ignore in silence', () => {
  test.each([
    ['getLeads', { filter: { STATUS: 'NEW' } }, 'filter.STATUS'],
    ['getDeals', { filter: { '=STATUS_SEMANTIC_ID': 'S' } }, 'filter.=STATUS_SEMANTIC_ID'],
    ['getDeals', { filter: { STAGE_SEMANTIC_ID: 'SUCCESS' } }, 'filter.STAGE_SEMANTIC_ID'],
    ['getLeads', { select: ['TITEL'] }, 'select.0'],
    ['getLeads', { order: { DATE: 'ASC' } }, 'order.DATE'],
    ['getLeads', { filter: { '%STATUS_ID': 'NEW' } }, 'filter.%STATUS_ID'],
    ['getLeads', { filter: { '>=DATE_CREATE': 'недавно' } }, 'filter.>=DATE_CREATE'],
    ['getLeads', { filter: { '>OPPORTUNITY': 'много' } }, 'filter.>OPPORTUNITY'],
    ['getLeads', { filter: { '@ASSIGNED_BY_ID': ['3', 'я'] } }, 'filter.@ASSIGNED_BY_ID'],
    ['getDeals', { filter: { CATEGORY_ID: 'Проекты для бизнеса' } }, 'filter.CATEGORY_ID'],
    ['getLeads', { filter: { COMPANY_ID: 'Кафе «Пенка»' } }, 'filter.COMPANY_ID'],
    ['getDeals', { filter: { '!LEAD_ID': 'x' } }, 'filter.!LEAD_ID'],
    ['getTasks', { filter: { PRIORITY: 'высокая' } }, 'filter.PRIORITY'],
    ['getTasks', { filter: { '@STATUS': [3, 'завершена'] } }, 'filter.@STATUS'],
    ['getDeals', { filter: { '!ID': 'x' } }, 'filter.!ID'],
    ['getTasks', { filter: { '>=GROUP_ID': true } }, 'filter.>=GROUP_ID'],
    ['getLeads', { filter: { '>=DATE_CREATE': '' } }, 'filter.>=DATE_CREATE'],
    ['getLeads', { filter: { '<OPPORTUNITY': null } }, 'filter.<OPPORTUNITY'],
    ['getTasks', { filter: { '!%TITLE': 'смета' } }, 'filter.!%TITLE'],
    ['getTasks', { filter: { STATUS: [-1, 5] } }, 'filter.STATUS'],
    ['getTasks', { order: { DESCRIPTION: 'ASC' } }, 'order.DESCRIPTION'],
    ['getTasks', { filter: { DESCRIPTION: 'смета' } }, 'filter.DESCRIPTION'],
    ['getTasks', { filter: { changedBy: 'me' } }, 'filter.changedBy'],
    ['getTasks', { filter: { '>=ACTIVITY_DATE': 'today' } }, 'filter.>=ACTIVITY_DATE'],
    ['getUsers', { order: { ID: 'ASC', NAME: 'ASC' } }, 'order'],
    ['getLeads', { date_range: 'today', filter: { '>=DATE_CREATE': 'today' } }, 'date_range'],
  ])('%s %o is refused before anything is asked for', async (name, input, field) => {
    await director(toolNamed(name), {});
    portal.clear();
    expect(await refusalOf(director(toolNamed(name), input))).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    expect(portal.requests).toBe(0);
  });

  test('names where the columns of a list are told when none is near', async () => {
    const refusal = await refusalOf(director(toolNamed('getDeals'), { select: ['QQQQQQQQQQ'] }));
    const [uri = ''] = /bitrix24:[\w/]+/.exec(refusal.hint ?? '') ?? [];
    const { token } = await people.signIn(undefined, undefined, emailOf('demo_long'));
    const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params: { uri }, token });
    expect(listOf(reply, 'contents')[0]?.['text']).toContain('TITLE');
  });

  test('names where the numbers of a dictionary are told', async () => {
    for (const [tool, filter, kind] of [
      ['getDeals', { CATEGORY_ID: 'Проекты' }, 'deal_categories'],
      ['getTasks', { PRIORITY: 'высокая' }, 'task_priorities'],
    ] as const) {
      expect((await refusalOf(director(toolNamed(tool), { filter }))).hint).toContain(kind);
    }
  });

  test('a name in the place of a value is refused with the values of that name', async () => {
    for (const [tool, filter, kind, id] of [
      ['getLeads', { STATUS_ID: 'Не обработан' }, 'lead_statuses', 'NEW'],
      ['getLeads', { '!STATUS_ID': 'не обработан' }, 'lead_statuses', 'NEW'],
      ['getLeads', { '@SOURCE_ID': ['CALL', 'Рекомендация'] }, 'lead_sources', 'RECOMMENDATION'],
      ['getLeads', { SOURCE_ID: 'RECOMENDATION' }, 'lead_sources', 'RECOMMENDATION'],
      ['getContacts', { '!@SOURCE_ID': ['Звонок'] }, 'lead_sources', 'CALL'],
      ['getDeals', { '=STAGE_ID': 'Переговоры' }, 'deal_stages', 'C1:TALKS'],
      ['getDeals', { CATEGORY_ID: 'Проекты для бизнес' }, 'deal_categories', '1'],
      ['getCompanies', { CURRENCY_ID: 'Российский рубль' }, 'currencies', 'RUB'],
      ['getTasks', { PRIORITY: 'высокая' }, 'task_priorities', '2'],
    ] as const) {
      const refusal = await refusalOf(director(toolNamed(tool), { filter }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: `filter.${Object.keys(filter)[0]}` });
      expect(refusal.hint).toContain(`getDictionary, kind "${kind}"`);
      expect(refusal.hint).toMatch(new RegExp(`Похожее: .*\\b${id}\\b`));
    }
  });

  test.each([
    ['getDeals', { TYPE_ID: 'Продажа' }, 'SALE'],
    ['getContacts', { '@TYPE_ID': ['CLIENT', 'партнёр'] }, 'PARTNER'],
    ['getCompanies', { '!COMPANY_TYPE': 'Поставщик' }, 'SUPPLIER'],
    ['getCompanies', { INDUSTRY: 'Офисы' }, 'OFFICE'],
  ])(
    '%s: so is a name in a column whose dictionary no tool tells, %o, with the values there are',
    async (name, filter, id) => {
      const refusal = await refusalOf(director(toolNamed(name), { filter }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: `filter.${Object.keys(filter)[0]}` });
      expect(refusal.hint).toMatch(new RegExp(`Есть: .*\\b${id}\\b — `));
      const [key = ''] = Object.keys(filter);
      await director(toolNamed(name), { filter: { [key]: id.toLowerCase() } });
    },
  );

  test('a value is taken in any letter case, and an empty one is none', async () => {
    const count = async (filter: object) =>
      listData(await director(toolNamed('getLeads'), { filter, limit: 1 })).pagination.total;
    expect(await count({ '@STATUS_ID': ['new', 'Junk'] })).toBe(await count({ '@STATUS_ID': ['NEW', 'JUNK'] }));
    expect((await count({ SOURCE_ID: '' })) + (await count({ '!SOURCE_ID': null }))).toBe(await count({}));
  });

  test('names the nearest columns', async () => {
    const refusal = await refusalOf(director(toolNamed('getDeals'), { filter: { STATUS_SEMANTIC_ID: 'S' } }));
    expect(refusal.hint).toContain('STAGE_SEMANTIC_ID');
  });
});

describe('requests are rewritten for', () => {
  test('people: their order is two texts, and Y is true', async () => {
    const { request, ids } = listData(
      await director(toolNamed('getUsers'), { order: { ID: 'DESC' }, filter: { '=ACTIVE': 'Y' } }),
    );
    expect(request).toMatchObject({ sort: 'ID', order: 'DESC', FILTER: { '=ACTIVE': true } });
    expect(ids).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  test.each([
    ['getDeals', 'CLOSED'],
    ['getLeads', 'HAS_PHONE'],
    ['getUsers', 'IS_ONLINE'],
    ['getUsers', 'ACTIVE'],
  ])('flags: %s by %s takes yes and no in every way they are written', async (name, column) => {
    const count = async (filter: object) =>
      listData(await director(toolNamed(name), { filter, limit: 1 })).pagination.total;
    const [yes, no] = [await count({ [column]: true }), await count({ [column]: false })];
    expect(yes).toBeGreaterThan(0);
    expect(yes + no).toBe(await count({}));
    for (const value of [1, '1', 'true', 'Y', 'y'])
      expect([value, await count({ [column]: value })]).toEqual([value, yes]);
    for (const value of [0, '0', 'false', 'N', 'n'])
      expect([value, await count({ [column]: value })]).toEqual([value, no]);
    expect(await count({ [`!${column}`]: 'true' })).toBe(no);
    const refused = refusalOf(director(toolNamed(name), { filter: { [column]: 'да' } }));
    expect(await refused).toMatchObject({ code: 'INVALID_ARGUMENT', field: `filter.${column}` });
  });

  test.each([
    ['getTasks', 'RESPONSIBLE_ID'],
    ['getLeads', 'ASSIGNED_BY_ID'],
  ])('the person who asks: %s with me in %s has only what is theirs, also for a head', async (name, column) => {
    const listed = async (input: object) => listData(await director(toolNamed(name), { select: [column], ...input }));
    const [mine, all] = [await listed({ filter: { [column]: 'me' } }), await listed({})];
    expect(mine.ids.length).toBeLessThan(all.ids.length);
    expect(mine).toEqual(await listed({ filter: { [column]: '1' } }));
    const refused = refusalOf(director(toolNamed(name), { filter: { [column]: 'я' } }));
    expect(await refused).toMatchObject({ code: 'INVALID_ARGUMENT', hint: expect.stringContaining('me') });
  });

  test('tasks: their prefixes, names and the real status', async () => {
    const input = { filter: { '@STATUS': [2, 3], '=responsibleId': 3, '%TITLE': 'смет' }, order: { status: 'ASC' } };
    const { request } = listData(await director(toolNamed('getTasks'), input));
    expect(request).toMatchObject({
      filter: { REAL_STATUS: [2, 3], RESPONSIBLE_ID: ['3'], TITLE: '%смет%' },
      order: { REAL_STATUS: 'ASC' },
    });
  });

  test('tasks: a part of a title finds what has it', async () => {
    const { rows, pagination } = listData(await director(toolNamed('getTasks'), { filter: { '%TITLE': 'смет' } }));
    expect(pagination.total).toBeGreaterThan(0);
    for (const { title } of rows) expect(String(title)).toContain('смет');
  });

  test.each([
    ['in_progress', 'P'],
    ['success', 'S'],
    ['failure', 'F'],
  ])('semantics %s gives the rows of group %s', async (semantics, group) => {
    for (const [name, column] of [
      ['getLeads', 'STATUS_SEMANTIC_ID'],
      ['getDeals', 'STAGE_SEMANTIC_ID'],
    ] as const) {
      const { rows } = listData(await director(toolNamed(name), { semantics, select: ['ID', column], limit: 100 }));
      expect(rows.length).toBeGreaterThan(5);
      expect(new Set(rows.map((row) => row[column]))).toEqual(new Set([group]));
    }
  });
});
