import { type Ask, refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequirementsServices } from './services.ts';
import { markOf } from './store/entity-words.ts';
import { membershipOf } from './store/membership.ts';
import { bindings, migrate, people } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { answerInvitation } from './tools/members/answer-invitation.ts';
import { createWorkspace } from './tools/members/create-workspace.ts';
import { listMembers } from './tools/members/list-members.ts';
import { removeMember } from './tools/members/remove-member.ts';
import { setMember } from './tools/members/set-member.ts';
import { deleteMyData } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';

beforeAll(migrate);

interface Someone {
  readonly ask: Ask<RequirementsServices>;
  readonly userId: string;
  readonly email: string;
}

function someone(): Someone {
  const [userId, email] = [`person-${crypto.randomUUID()}`, `p-${crypto.randomUUID()}@example.test`];
  return { ask: people.clientOf(userId, { email }), userId, email };
}

interface Members {
  readonly members: readonly { readonly id: string; readonly is_me: boolean; readonly email: string | null }[];
  readonly received: readonly { readonly id: string }[];
}
const membersOf = async ({ ask }: Someone) => (await ask(listMembers, {})).data as unknown as Members;

async function found(who: Someone): Promise<void> {
  await who.ask(createWorkspace, { name: 'Толк', your_name: 'Имя' });
}

/** One invites another, who agrees. */
async function join(host: Someone, guest: Someone, role: string): Promise<void> {
  await host.ask(setMember, { email: guest.email, name: 'Гость', role });
  const { received } = await membersOf(guest);
  await guest.ask(answerInvitation, { invitation_id: received.at(-1)?.id, accept: true });
}

const leave = async (who: Someone) =>
  who.ask(removeMember, { id: (await membersOf(who)).members.find(({ is_me }) => is_me)?.id });

/** An epic with a comment, both with these words. */
async function write({ ask }: Someone, words: string): Promise<void> {
  const { data } = await ask(createEpic, { title: words, priority: 1 });
  await ask(addComment, { entity_id: String(data['reference_id']), content: words });
}

async function titlesOf({ ask }: Someone): Promise<readonly string[]> {
  return ((await ask(listEpics, { limit: 100 })).data['epics'] as { title: string }[]).map(({ title }) => title);
}

const TABLES = [
  ...['member', 'invitation', 'entity', 'deleted_entity', 'relationship', 'comment', 'request', 'counter', 'ticket'],
  'requirement_type',
  'relationship_change',
];

/** How many rows there are of a workspace. */
async function rowsOf(workspace: string): Promise<number> {
  const db = bindings.DB as D1Database;
  const counted = await db.batch<{ n: number }>([
    db.prepare('SELECT count(*) AS n FROM workspace WHERE id = ?').bind(workspace),
    db.prepare('SELECT count(*) AS n FROM entity_words WHERE entity_words MATCH ?').bind(`"${markOf(workspace)}"*`),
    ...TABLES.map((table) => db.prepare(`SELECT count(*) AS n FROM ${table} WHERE workspace = ?`).bind(workspace)),
  ]);
  return counted.reduce((sum, { results }) => sum + (results[0]?.n ?? 0), 0);
}

/** How many rows name a person, or have one of these words. */
async function tracesOf({ userId, email }: Someone, words: readonly string[]): Promise<number> {
  const list = JSON.stringify(words);
  const row = await (bindings.DB as D1Database)
    .prepare(
      `SELECT (SELECT count(*) FROM member WHERE person = ?1 OR email = ?2) + (SELECT count(*) FROM invitation WHERE email = ?2)
         + (SELECT count(*) FROM entity WHERE title IN (SELECT value FROM json_each(?3)))
         + (SELECT count(*) FROM comment WHERE content IN (SELECT value FROM json_each(?3)))
         + (SELECT count(*) FROM revision, json_each(?3) w WHERE instr(change, w.value) > 0) AS n`,
    )
    .bind(userId, email, list)
    .first<{ n: number }>();
  return row?.n ?? -1;
}

const personalOf = async ({ userId }: Someone) =>
  (await membershipOf(bindings.DB, { userId, clientId: 'test', scopes: [] })).personal.workspace;

const confirmationOf = async ({ ask }: Someone) => (await ask(deleteMyData, {})).data;

async function copyOf({ ask }: Someone): Promise<Response> {
  const { download_url } = (await ask(exportMyData, {})).data;
  return people.fetch(new Request(String(download_url), { method: 'POST' }));
}

type Place = 'own' | 'founded' | 'joined';

/** What should be there, computed apart from the store. */
class World {
  readonly me = someone();
  readonly host = someone();
  place: Place = 'own';
  guest: Someone | null = null;
  /** Words that were written in their own workspace, as a member of the present shared one, and at the host ever. */
  own: string[] = [];
  mine: string[] = [];
  readonly joined: string[] = [];
  /** Of workspaces that are left: who is there still, and the words that they see. */
  readonly left: { readonly member: Someone; readonly words: readonly string[] }[] = [];

  async write(): Promise<void> {
    const words = `слово${crypto.randomUUID()}`;
    await write(this.me, words);
    (this.place === 'own' ? this.own : this.mine).push(words);
    if (this.place === 'joined') this.joined.push(words);
  }

  async found(): Promise<void> {
    if (this.place !== 'own') return;
    await found(this.me);
    this.place = 'founded';
  }

  async join(): Promise<void> {
    if (this.place !== 'own') return;
    await join(this.host, this.me, 'user');
    this.place = 'joined';
  }

  /** Somebody comes into the workspace of the person. */
  async welcome(): Promise<void> {
    if (this.place !== 'founded' || this.guest !== null) return;
    this.guest = someone();
    await join(this.me, this.guest, 'administrator');
  }

  async leave(): Promise<void> {
    if (this.place === 'own') return;
    if (this.place === 'founded' && this.guest === null) {
      expect(await refusalOf(leave(this.me))).toMatchObject({ code: 'CONFLICT' });
      return;
    }
    await leave(this.me);
    this.#gone();
  }

  async erase(): Promise<void> {
    const all = [...this.own, ...this.mine];
    const workspaces = [await personalOf(this.me), await this.#alone()];
    const copy = await (await copyOf(this.me)).json<Record<string, { title?: string }[]>>();
    expect(copy['entities']?.map(({ title }) => title).sort()).toEqual(all.toSorted());
    const { counts, confirmation_token: confirm } = await confirmationOf(this.me);
    expect(counts).toEqual({ entities: all.length, relationships: 0, comments: all.length });
    expect((await this.me.ask(deleteMyData, { confirm })).data).toMatchObject({ status: 'deleted', counts });
    const gone = this.place === 'founded' && this.guest === null ? all : this.own;
    expect(await tracesOf(this.me, gone)).toBe(0);
    for (const workspace of workspaces) if (workspace !== null) expect(await rowsOf(workspace)).toBe(0);
    this.own = [];
    this.#gone();
    expect(await titlesOf(this.me)).toEqual([]);
  }

  /** Nothing of the others is lost. */
  async check(): Promise<void> {
    expect((await titlesOf(this.host)).toSorted()).toEqual(['Своё', ...this.joined].toSorted());
    for (const { member, words } of this.left) expect((await titlesOf(member)).toSorted()).toEqual(words.toSorted());
  }

  /** The shared workspace in which the person is alone. */
  async #alone(): Promise<string | null> {
    if (this.place !== 'founded' || this.guest !== null) return null;
    return (await membershipOf(bindings.DB, { ...this.me, clientId: 'test', scopes: [] })).workspace;
  }

  #gone(): void {
    if (this.place === 'founded' && this.guest !== null) this.left.push({ member: this.guest, words: this.mine });
    this.place = 'own';
    this.guest = null;
    this.mine = [];
  }
}

const ACTIONS = ['write', 'found', 'join', 'welcome', 'leave', 'erase'] as const;

describe('an erasure', () => {
  test('leaves nothing of the person where it is promised, wherever they were, and takes nothing from others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 9 }), async (actions) => {
        const world = new World();
        await found(world.host);
        await world.host.ask(createEpic, { title: 'Своё', priority: 1 });
        for (const action of [...actions, 'erase'] as const) {
          await world[action]();
          await world.check();
        }
      }),
      {
        numRuns: 8,
        examples: [
          [['write', 'join', 'write']],
          [['write', 'found', 'write', 'welcome', 'write']],
          [['found', 'write']],
        ],
      },
    );
  }, 60_000);

  test('that was confirmed in one workspace is not made in another', async () => {
    const [host, guest] = [someone(), someone()];
    await found(host);
    await write(guest, 'личное');
    const { confirmation_token: confirm } = await confirmationOf(guest);
    await join(host, guest, 'user');
    expect(await refusalOf(guest.ask(deleteMyData, { confirm }))).toMatchObject({ code: 'CONFLICT' });
    await leave(guest);
    expect(await titlesOf(guest)).toEqual(['личное']);
  });
});

describe('a link to a copy', () => {
  test('opens what was written in both workspaces, once', async () => {
    const [host, guest] = [someone(), someone()];
    await found(host);
    await write(guest, 'личное');
    await join(host, guest, 'user');
    await write(guest, 'общее');
    await write(host, 'чужое');
    const { download_url } = (await guest.ask(exportMyData, {})).data;
    const take = () => people.fetch(new Request(String(download_url), { method: 'POST' }));
    const text = await (await take()).text();
    expect(['личное', 'общее', 'чужое'].map((words) => text.includes(words))).toEqual([true, true, false]);
    expect((await take()).status).toBe(410);
  });

  test.each([
    [
      'was removed',
      async (host: Someone, guest: Someone) => {
        const { members } = await membersOf(host);
        await host.ask(removeMember, { id: members.find(({ email }) => email === guest.email)?.id });
      },
    ],
    ['left', async (_: Someone, guest: Someone) => void (await leave(guest))],
    [
      'erased themselves',
      async (_: Someone, guest: Someone) => {
        const { confirmation_token: confirm } = await confirmationOf(guest);
        await guest.ask(deleteMyData, { confirm });
      },
    ],
  ])('of a member who %s meanwhile gives nothing', async (_, end) => {
    const [host, guest] = [someone(), someone()];
    await found(host);
    await join(host, guest, 'user');
    await write(guest, 'общее');
    const { download_url } = (await guest.ask(exportMyData, {})).data;
    await end(host, guest);
    const taken = await people.fetch(new Request(String(download_url), { method: 'POST' }));
    expect(taken.status).toBe(404);
    expect(await taken.text()).not.toContain('общее');
  });

  test('of a person who wrote nothing yet gives an empty copy', async () => {
    const copy = await copyOf(someone());
    expect(copy.status).toBe(200);
    expect(await copy.json()).toMatchObject({ member: [], entities: [] });
  });
});
