import { refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { join, membersOf, newEmail, shared } from './testing/members.ts';
import { memberWith, newPerson, type Someone } from './testing/small-tree.ts';
import { bindings, migrate } from './testing/workspace.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { answerInvitation } from './tools/members/answer-invitation.ts';
import { createWorkspace } from './tools/members/create-workspace.ts';
import { removeMember } from './tools/members/remove-member.ts';
import { setMember } from './tools/members/set-member.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { deleteMyData } from './tools/rights/delete-my-data.ts';

beforeAll(migrate);

describe('a shared workspace', () => {
  test('is made by a person with a verified e-mail, once, and their own one waits for them', async () => {
    expect(await refusalOf(newPerson()(createWorkspace, { name: 'Т', your_name: 'А' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const anna = memberWith(newEmail());
    await anna(createEpic, { title: 'Своё', priority: 1 });
    await anna(createWorkspace, { name: 'Толк', your_name: 'Анна' });
    expect((await anna(listEpics, {})).data['epics']).toEqual([]);
    expect(await membersOf(anna)).toMatchObject({
      workspace: { name: 'Толк', shared: true },
      members: [{ name: 'Анна', role: 'administrator', is_me: true }],
    });
    const again = await refusalOf(anna(createWorkspace, { name: 'Ещё', your_name: 'Анна' }));
    expect(again).toMatchObject({ code: 'CONFLICT' });
    const boris = await join(anna, 'administrator');
    await boris(setMember, { email: 'x@example.test', name: 'Икс', role: 'user' });
    const [me] = (await membersOf(anna)).members.filter(({ is_me }) => is_me);
    await anna(removeMember, { id: me?.id });
    expect((await anna(listEpics, {})).data['epics']).toMatchObject([{ title: 'Своё' }]);
  });

  test('is entered only by the one who agrees: an invitation alone moves no one', async () => {
    const [anna, email] = [await shared(), newEmail()];
    const victim = memberWith(email);
    await victim(createEpic, { title: 'Личная тайна', priority: 1 });
    await anna(setMember, { email: email.toUpperCase(), name: 'Жертва', role: 'user' });
    await victim(createEpic, { title: 'Вторая тайна', priority: 1 });
    expect((await anna(listEpics, {})).data['epics']).toEqual([]);
    expect((await victim(listEpics, {})).data['epics']).toHaveLength(2);
    const { received } = await membersOf(victim);
    expect(received).toMatchObject([{ workspace: 'Толк' }]);
    const stranger = memberWith(newEmail());
    expect(await refusalOf(stranger(answerInvitation, { invitation_id: received[0]?.id, accept: true }))).toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    );
    await victim(answerInvitation, { invitation_id: received[0]?.id, accept: false });
    expect((await membersOf(victim)).received).toEqual([]);
    expect((await membersOf(anna)).invited).toEqual([]);
  });

  test('gives each member the role they were invited with, and another one at once', async () => {
    const anna = await shared();
    const email = newEmail();
    const boris = await join(anna, 'commenter', email);
    expect(await refusalOf(boris(createEpic, { title: 'Нет', priority: 1 }))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await membersOf(boris)).members.map(({ email: seen }) => seen)).toEqual([null, null]);
    const changed = await anna(setMember, { email, name: 'Борис', role: 'user' });
    expect(changed.data).toMatchObject({ operation: 'changed' });
    expect((await anna(setMember, { email, name: 'Борис', role: 'user' })).data).toMatchObject({
      operation: 'unchanged',
    });
    await boris(createEpic, { title: 'Да', priority: 1 });
    expect((await anna(listEpics, {})).data['epics']).toHaveLength(1);
  });

  test('holds two hundred people with those who are invited, however many are asked at once, and lists them all', async () => {
    const anna = await shared();
    const invite = (email: string, name = 'Гость') => anna(setMember, { email, name, role: 'user' });
    const guests = Array.from({ length: 205 }, newEmail);
    const done = await Promise.allSettled(guests.map((email) => invite(email)));
    expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    const { members, invited } = await membersOf(anna);
    expect([members.length, invited.length]).toEqual([1, 199]);

    expect(await refusalOf(invite(newEmail()))).toMatchObject({ code: 'CONFLICT', field: 'email' });
    const [guest] = invited;
    expect((await invite(guest?.email ?? '', 'Другое имя')).data).toMatchObject({ operation: 'invited' });
    await anna(removeMember, { id: guest?.id });
    expect((await invite(newEmail())).data).toMatchObject({ operation: 'invited' });
  });

  test('tells a member by the name that is kept, whatever name comes with another role', async () => {
    const anna = await shared();
    const email = newEmail();
    await join(anna, 'user', email);
    for (const [role, operation] of [
      ['commenter', 'changed'],
      ['commenter', 'unchanged'],
    ] as const) {
      const { data, summary } = await anna(setMember, { email, name: 'Другое имя', role });
      const kept = (await membersOf(anna)).members.find((each) => each.email === email);
      expect(data).toEqual({ name: kept?.name, role, operation });
      expect(summary).toContain(`«${kept?.name}»`);
      expect(summary).not.toContain('Другое имя');
    }
    const guest = newEmail();
    for (const name of ['Гость', 'Гостья']) {
      const { data } = await anna(setMember, { email: guest, name, role: 'user' });
      expect(data).toMatchObject({ name, operation: 'invited' });
    }
  });

  test('says of a withdrawn invitation that it is withdrawn, and nothing of what a member wrote', async () => {
    const anna = await shared();
    const [guest, email] = [newEmail(), newEmail()];
    await anna(setMember, { email: guest, name: 'Гость', role: 'user' });
    await join(anna, 'user', email);
    const { members, invited } = await membersOf(anna);
    const withdrawn = await anna(removeMember, { id: invited.find((each) => each.email === guest)?.id });
    expect(withdrawn.data).toMatchObject({ was: 'invitation' });
    expect(withdrawn.summary).toBe('Приглашение отозвано.');
    const removed = await anna(removeMember, { id: members.find((each) => each.email === email)?.id });
    expect(removed.data).toMatchObject({ was: 'member' });
    expect(removed.summary).toContain('Написанное участником остаётся');
  });

  test('loses a member at once, with what they wrote staying and nothing of it shown to them', async () => {
    const anna = await shared();
    const boris = await join(anna, 'user');
    await boris(createEpic, { title: 'Общее', priority: 1 });
    const [member] = (await membersOf(anna)).members.filter(({ is_me }) => !is_me);
    await anna(removeMember, { id: member?.id });
    expect(await refusalOf(boris(getEntity, { id: 'EP-1' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await anna(getEntity, { id: 'EP-1' })).data).toMatchObject({ title: 'Общее', creator: null });
    expect(await refusalOf(anna(removeMember, { id: member?.id }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is left for good by who is removed, although they were invited again while they agreed', async () => {
    const anna = await shared();
    for (let round = 0; round < 8; round += 1) {
      const email = newEmail();
      const boris = memberWith(email);
      await anna(setMember, { email, name: 'Борис', role: 'user' });
      const { received } = await membersOf(boris);
      await Promise.all([
        anna(setMember, { email, name: 'Боря', role: 'user' }),
        boris(answerInvitation, { invitation_id: received[0]?.id, accept: true }),
        anna(setMember, { email, name: 'Борис', role: 'commenter' }),
      ]);
      const { members } = await membersOf(anna);
      await anna(removeMember, { id: members.find((each) => each.email === email)?.id });
      expect((await membersOf(boris)).received).toEqual([]);
    }
  });

  test('keeps the invitation of a person who joins another one at the same moment', async () => {
    const [anna, vera, email] = [await shared(), await shared(), newEmail()];
    const boris = memberWith(email);
    for (const ask of [anna, vera]) await ask(setMember, { email, name: 'Борис', role: 'user' });
    const { received } = await membersOf(boris);
    const answers = received.map(({ id }) => memberWith(email)(answerInvitation, { invitation_id: id, accept: true }));
    const done = await Promise.allSettled(answers);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { facts: { code: 'CONFLICT' } } });
    expect((await membersOf(boris)).received).toHaveLength(1);
  });

  test('always has an administrator, whatever is asked, in any order', async () => {
    const action = fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom('administrator', 'user', 'commenter', 'leave'));
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 6 }), async (actions) => {
        const anna = await shared();
        const emails = [newEmail(), newEmail()];
        const all = [anna, await join(anna, 'administrator', emails[0]), await join(anna, 'user', emails[1])];
        const known = (await membersOf(anna)).members;
        const done = await Promise.allSettled(
          actions.map(([who, whom, what]) => {
            const ask = all[who] ?? anna;
            const { id, email, name } = known[whom] ?? {};
            return what === 'leave' ? ask(removeMember, { id }) : ask(setMember, { email, name, role: what });
          }),
        );
        for (const each of done) {
          if (each.status === 'rejected') expect(each.reason.facts.code).toMatch(/CONFLICT|FORBIDDEN|NOT_FOUND/);
        }
        const rows = await (bindings.DB as D1Database)
          .prepare(
            "SELECT count(*) AS administrators FROM member WHERE role = 'administrator' AND workspace = (SELECT workspace FROM member WHERE id = ? OR id = ? OR id = ? LIMIT 1)",
          )
          .bind(...known.map(({ id }) => id))
          .first<{ administrators: number }>();
        expect(rows?.administrators).toBeGreaterThan(0);
      }),
      { numRuns: 15 },
    );
  });

  test('gets another administrator when the only one erases themselves, and is gone with its last member', async () => {
    const anna = await shared();
    const boris = await join(anna, 'user');
    await anna(createEpic, { title: 'Общее', priority: 1 });
    const erase = async (ask: Someone) =>
      ask(deleteMyData, { confirm: (await ask(deleteMyData, {})).data['confirmation_token'] });
    const workspaceId = async () =>
      (await (bindings.DB as D1Database).prepare('SELECT workspace FROM member WHERE id = ?').bind(own).first())?.[
        'workspace'
      ];
    const [me] = (await membersOf(boris)).members.filter(({ is_me }) => is_me);
    const own = me?.id ?? '';
    const id = await workspaceId();
    await erase(anna);
    expect((await membersOf(boris)).members).toMatchObject([{ role: 'administrator', is_me: true }]);
    expect((await boris(getEntity, { id: 'EP-1' })).data).toMatchObject({ creator: 'Бывший участник' });
    await erase(boris);
    const left = await (bindings.DB as D1Database)
      .prepare(
        'SELECT (SELECT count(*) FROM entity WHERE workspace = ?1) + (SELECT count(*) FROM member WHERE workspace = ?1) AS n',
      )
      .bind(id)
      .first<{ n: number }>();
    expect(left?.n).toBe(0);
  });
});
