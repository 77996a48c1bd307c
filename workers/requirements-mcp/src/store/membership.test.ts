import { sha256Hex } from '@aisystant/mcp';
import { beforeAll, expect, test } from 'vitest';
import { requirementTypes } from '../domain/dictionaries.ts';
import { type Action, may, ROLES, type Role } from '../domain/role.ts';
import { bindings, migrate, sharedWorkspace, storeOf } from '../testing/workspace.ts';
import { d1ExchangeStore } from './d1-exchange.ts';
import { d1MembersStore } from './d1-members.ts';
import { d1RequirementsStore } from './d1-requirements-store.ts';
import { type Membership, membershipOf } from './membership.ts';

beforeAll(migrate);

const AT = '2026-11-28T00:00:00.000Z';
const NOW = Date.parse(AT);
const [{ id: FIRST_TYPE } = { id: '' }] = requirementTypes;
const newKey = () => ({ key: `auto:${crypto.randomUUID()}`, fingerprint: null });
const FIELDS = { description: null, status: 'Backlog', priority: 1, assigneeId: null } as const;
const NO_PARENT = { parentId: null, criteriaId: null, requirementType: null } as const;

const epicOf = (title: string) => ({
  ...({ ...FIELDS, ...NO_PARENT, title, type: 'epic', id: crypto.randomUUID(), createdAt: AT } as const),
});

/** A shared workspace with something of each kind; what is commented is said by the member whose role changes. */
async function workspaceOf(before: Role) {
  const emails = await sharedWorkspace();
  const email = emails[before];
  const caller = await membershipOf(bindings.DB, { userId: 'u', email, clientId: 'test', scopes: [] });
  // Another administrator, so that a role can be taken from this one.
  const administrator = storeOf({ userId: 'a', email: emails.administrator });
  const added = await Promise.all(['Первый', 'Второй'].map((title) => administrator.create(epicOf(title), newKey())));
  const [epic] = added.flatMap((each) => (each.ok ? [each.value.value] : []));
  if (epic === undefined) throw new Error('no epic');
  const comment = { id: crypto.randomUUID(), entityId: epic.id, parentId: null, content: 'Слова', createdAt: AT };
  const said = await storeOf({ userId: 'u', email }).addComment(
    { ...comment, linkedText: null, textStart: null, textEnd: null },
    newKey(),
  );
  if (!said.ok) throw new Error('no comment');
  const people = await d1MembersStore(bindings.DB, async () => caller).people();
  const other = people.find((each) => each.role === 'commenter' && each.id !== caller.id)?.id ?? '';
  const made = { epic, comment: said.value.value, other, commenter: emails.commenter };
  return { caller, ...made, ...(await related(caller)) };
}

/** Two requirements of which one blocks the other. */
async function related({ workspace, id: member }: Membership) {
  const [relationshipId, sourceId, targetId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const requirement = bindings.DB.prepare(
    `INSERT INTO entity (id, workspace, type, number, creator, version, write_id, created_at, updated_at)
     SELECT value, ?1, 'requirement', key + 1, ?2, 1, '', ?3, ?3 FROM json_each(?4)`,
  ).bind(workspace, member, AT, JSON.stringify([sourceId, targetId]));
  const relationship = bindings.DB.prepare(
    "INSERT INTO relationship (id, workspace, source, target, type, creator, created_at) VALUES (?, ?, ?, ?, 'blocks', ?, ?)",
  ).bind(relationshipId, workspace, sourceId, targetId, member, AT);
  await bindings.DB.batch([requirement, relationship]);
  return { relationshipId, ends: { sourceId, targetId } };
}

type Made = Awaited<ReturnType<typeof workspaceOf>>;
/** Whether it was done. */
type Attempt = (stores: ReturnType<typeof storesOf>, made: Made) => Promise<boolean>;

function storesOf(caller: Membership) {
  const membership = async () => caller;
  return {
    store: d1RequirementsStore(bindings.DB, membership),
    members: d1MembersStore(bindings.DB, membership),
    exchange: d1ExchangeStore(bindings.DB, membership),
  };
}

const done = ({ ok }: { readonly ok: boolean }) => ok;

const WRITES: readonly (readonly [string, Action, Attempt])[] = [
  ['an entity is made', 'write', async ({ store }) => done(await store.create(epicOf('Новый'), newKey()))],
  [
    'an entity is changed',
    'write',
    async ({ store }, { epic }) =>
      done(await store.update({ id: epic.id, expectedVersion: epic.version, fields: { title: 'Иной' }, at: AT })),
  ],
  [
    'an entity is deleted',
    'delete',
    async ({ store }, { epic }) => (await store.deleteEntity(epic.id, 'forced', NOW)) !== null,
  ],
  [
    'an entity is deleted by confirmation',
    'delete',
    async ({ store }, { epic }) => {
      const confirmation = await sha256Hex(crypto.randomUUID());
      await store.confirmDeletion(epic.id, confirmation, NOW + 1_000);
      return (await store.deleteEntity(epic.id, { confirmation }, NOW)) !== null;
    },
  ],
  [
    'requirements are related',
    'write',
    async ({ store }, { ends }) =>
      done(await store.relate({ ...ends, id: crypto.randomUUID(), type: 'depends_on', createdAt: AT })),
  ],
  [
    'a relationship is removed',
    'write',
    async ({ store }, { relationshipId }) => (await store.unrelate(relationshipId, AT)) !== null,
  ],
  [
    'a comment is made',
    'comment',
    async ({ store }, { comment }) =>
      done(await store.addComment({ ...comment, id: crypto.randomUUID(), content: 'Ещё' }, newKey())),
  ],
  [
    'a comment is changed',
    'comment',
    async ({ store }, { comment }) => done(await store.editComment(comment, 'Другое', AT)),
  ],
  ['a comment is removed', 'comment', async ({ store }, { comment }) => done(await store.removeComment(comment))],
  [
    'a comment is resolved',
    'comment',
    async ({ store }, { comment }) => (await store.resolveComment(comment.id, true, AT)) !== null,
  ],
  [
    'a file is imported',
    'write',
    async ({ exchange }) => {
      const { assigneeId: _, ...fields } = FIELDS;
      const place = { path: 'epics.0', parent: null, criteria: null, requirementType: null } as const;
      const row = { ...fields, ...place, type: 'epic', title: 'Из файла' } as const;
      return done(await exchange.importAll({ rows: [row], relationships: [], at: AT }, newKey()));
    },
  ],
  [
    'somebody is invited',
    'manage',
    async ({ members }) => {
      await members.invite({ email: 'new@example.test', name: 'Новый', role: 'user' }, AT);
      return (await members.sent()).length > 0;
    },
  ],
  ['somebody is removed', 'manage', async ({ members }, { other }) => done(await members.remove(other))],
  [
    'somebody gets another role',
    'manage',
    async ({ members }, { commenter }) =>
      done(await members.invite({ email: commenter, name: 'Имя', role: 'user' }, AT)),
  ],
  [
    'a type of requirements is added',
    'configure',
    async ({ store }) => done(await store.addRequirementType({ name: 'Особый', description: '' }, AT)),
  ],
  [
    'a type of requirements is renamed',
    'configure',
    async ({ store }) =>
      done(await store.editRequirementType({ id: FIRST_TYPE, version: 1 }, { name: 'Иной', description: '' }, AT)),
  ],
  [
    'a type of requirements is deleted',
    'configure',
    async ({ store }) => done(await store.retireRequirementType(FIRST_TYPE, false, AT)),
  ],
];

const changeTo = (role: Role | 'gone' | 'erased', { workspace, id }: Membership) => {
  const sql =
    role === 'gone'
      ? 'DELETE FROM member WHERE workspace = ? AND id = ?'
      : role === 'erased'
        ? "UPDATE member SET email = NULL, role = 'commenter' WHERE workspace = ? AND id = ?"
        : `UPDATE member SET role = '${role}' WHERE workspace = ? AND id = ?`;
  return bindings.DB.batch([bindings.DB.prepare(sql).bind(workspace, id)]);
};

/** Everything that a write could change. */
async function snapshot({ workspace }: Membership): Promise<string> {
  const tables = ['entity', 'relationship', 'relationship_change', 'comment', 'request'].concat([
    'invitation',
    'deleted_entity',
    'counter',
    'member',
    'requirement_type',
  ]);
  const rows = await bindings.DB.batch(
    tables.map((table) => bindings.DB.prepare(`SELECT * FROM ${table} WHERE workspace = ?`).bind(workspace)),
  );
  return JSON.stringify(rows.map(({ results }) => results));
}

test.each(WRITES)(
  '%s by the role of the moment, whatever it was when the request began',
  async (_, action, attempt) => {
    const least = ROLES.filter((role) => may(role, action)).at(-1) ?? 'administrator';
    const changes = [
      ...([...ROLES, 'gone', 'erased'] as const).map((after) => ['administrator', after] as const),
      [least, 'administrator'] as const,
    ];
    await Promise.all(
      changes.map(async ([before, after]) => {
        const made = await workspaceOf(before);
        await changeTo(after, made.caller);
        const unchanged = await snapshot(made.caller);
        const allowed = after !== 'gone' && after !== 'erased' && may(after, action);
        const attempted = await attempt(storesOf(made.caller), made).catch((refusal) => refusal.facts.code);
        expect(attempted, `${before}, then ${after}`).toBe(allowed ? true : 'FORBIDDEN');
        expect((await snapshot(made.caller)) === unchanged, `${before}, then ${after}`).toBe(!allowed);
      }),
    );
  },
);
