import { signInToAccount } from '@aisystant/oauth/testing/account';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import { statusWord } from '@aisystant/widgets/statuses';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ROLES } from '../domain/role.ts';
import { REQUIREMENT_STATUSES, WORK_STATUSES } from '../domain/status.ts';
import { bindings, migrate, people, sharedWorkspace } from '../testing/workspace.ts';
import { importWorkspace } from '../tools/exchange/import-workspace.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);

beforeAll(migrate);
beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

const WORDS = '<script>alert(1)</script> & "слова"';
const requirement = { priority: 1, type: 'Data' };
const json = JSON.stringify({
  format: 'requirements/1',
  epics: [
    {
      title: WORDS,
      priority: 1,
      status: 'In Progress',
      user_stories: [
        {
          title: 'Проверенная',
          priority: 1,
          acceptance_criteria: [{ ref: 'c', description: 'КОГДА есть, ТОГДА видно' }],
          requirements: [
            { ...requirement, ref: 'a', title: 'С проверкой', acceptance_criteria: 'c' },
            { ...requirement, ref: 'b', title: 'Без проверки' },
          ],
        },
        { title: 'Без критериев', priority: 2 },
      ],
    },
    { title: 'Пустой', priority: 4 },
  ],
  relationships: [
    { source: 'a', type: 'depends_on', target: 'b' },
    { source: 'a', type: 'blocks', target: 'b' },
  ],
});

/** Wherever it begins. */
const CYCLE = /<li>REQ-00([12]) → REQ-00[12] → REQ-00\1<\/li>/;

/** Somebody signed in with a browser; `email` is verified. */
async function atBrowser(email?: string) {
  const account = { ...newAccount(), ...(email !== undefined && { email, email_verified: true }) };
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const { browser } = await signInToAccount(people.fetch, provider, account);
  const open = async (path: string) => browser.get(`${bindings.BASE_URL}${path}`);
  return { userId, open, text: async (path: string) => (await open(path)).text() };
}

describe('the board', () => {
  test.each([...WORK_STATUSES, ...REQUIREMENT_STATUSES])('has a Russian word for %s', (status) => {
    expect(statusWord(status)).toMatch(/^[а-яё ]+$/);
  });

  test('shows the epics, and of one epic the tree, what is missing, the relationships and their cycles', async () => {
    const { userId, text } = await atBrowser();
    await people.clientOf(userId)(importWorkspace, { json, dry_run: false });
    const epics = await text('/board');
    expect(epics).toContain('<a href="/board?epic=EP-001">EP-001</a>');
    expect(epics).toMatch(CYCLE);
    expect(epics).toContain('<td><span class="status">в работе</span></td>');
    const epic = await text('/board?epic=ep-1');
    expect(epic).toContain('2 истории, без критериев приёмки — 1');
    expect(epic).toContain('2 требования, без проверки — 1');
    expect(epic.match(/class="gap">нет критериев приёмки/g)).toHaveLength(1);
    expect(epic.match(/class="gap">нет проверки/g)).toHaveLength(1);
    expect(epic).toMatch(/Без критериев[\s\S]*?нет критериев приёмки/);
    expect(epic).toContain('<span class="status">черновик</span>');
    expect(epic).not.toContain('Draft');
    expect(epic).toContain('<td>зависит от</td>');
    expect(epic).toMatch(CYCLE);
    expect(await text('/board?epic=EP-2')).toContain('В эпике ещё ничего нет.');
  });

  test('says that it does not show all epics', async () => {
    const { userId, text } = await atBrowser();
    const epics = Array.from({ length: 201 }, (_, n) => ({ title: `Эпик ${n}`, priority: 1 }));
    const many = JSON.stringify({ format: 'requirements/1', epics });
    await people.clientOf(userId)(importWorkspace, { json: many, dry_run: false });
    const page = await text('/board');
    expect(page).toContain('Показаны не все эпики');
    expect(page).toContain('EP-200');
    expect(page).not.toContain('EP-201');
  });

  test('repeats no markup of a person, and runs nothing', async () => {
    const { userId, open } = await atBrowser();
    await people.clientOf(userId)(importWorkspace, { json, dry_run: false });
    for (const path of ['/board', '/board?epic=EP-1', '/board?epic=<script>x</script>']) {
      const page = await open(path);
      expect(await page.text()).not.toContain('<script');
      expect(page.headers.get('content-security-policy')).not.toContain('script-src');
    }
  });

  test('is for every member of a workspace, and shows a stranger their own only', async () => {
    const emails = await sharedWorkspace();
    const administrator = people.clientOf('board-administrator', { email: emails.administrator });
    await administrator(importWorkspace, { json, dry_run: false });
    for (const role of ROLES) {
      const { text } = await atBrowser(emails[role]);
      expect(await text('/board?epic=EP-1'), role).toContain('Без критериев');
    }
    const stranger = await atBrowser('stranger@example.test');
    expect(await stranger.text('/board')).toContain('Эпиков ещё нет');
    expect((await stranger.open('/board?epic=EP-1')).status).toBe(404);
  });
});
