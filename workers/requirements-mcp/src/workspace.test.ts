import type { Tool } from '@aisystant/mcp';
import { refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { may, ROLES, type Role } from './domain/role.ts';
import type { RequirementsServices } from './services.ts';
import { epic, memberWith, newPerson, newUserId, type Someone, smallTree } from './testing/small-tree.ts';
import { migrate, people, sharedWorkspace } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { resolveComment } from './tools/comments/resolve-comment.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { deleteEpic } from './tools/epics/delete-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { exportWorkspace } from './tools/exchange/export-workspace.ts';
import { answerInvitation } from './tools/members/answer-invitation.ts';
import { createWorkspace } from './tools/members/create-workspace.ts';
import { removeMember } from './tools/members/remove-member.ts';
import { setMember } from './tools/members/set-member.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { getHierarchy } from './tools/reading/get-hierarchy.ts';
import { searchGlobal } from './tools/reading/search-global.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { deleteMyData } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';
import { tools } from './tools/tools.ts';

beforeAll(migrate);

describe('a workspace', () => {
  test('is shared by its members, by e-mail in any case', async () => {
    const { user, administrator } = await sharedWorkspace();
    await smallTree(memberWith(user));
    const seen = await memberWith(administrator.toUpperCase())(getHierarchy, { id: 'EP-001' });
    expect(seen.data['coverage']).toEqual({
      stories: 1,
      stories_without_criteria: 1,
      requirements: 2,
      requirements_without_tests: 2,
    });
    expect(seen.data['items']).toMatchObject([
      { reference_id: 'US-001', depth: 1, missing_criteria: true, missing_test: false },
      { reference_id: 'REQ-001', depth: 2, missing_criteria: false, missing_test: true },
      { reference_id: 'REQ-002', depth: 2 },
    ]);
  });

  test('shows a stranger nothing, not even that something is there', async () => {
    const { user } = await sharedWorkspace();
    const member = memberWith(user);
    await smallTree(member);
    await member(addComment, { entity_id: 'EP-1', content: 'Тайна' });
    const { data: made } = await member(getEntity, { id: 'REQ-1' });
    for (const stranger of [newPerson(), memberWith('someone-else@example.test')]) {
      const absent = await refusalOf(stranger(getEntity, { id: crypto.randomUUID() }));
      for (const id of [String(made['id']), 'EP-1', 'no such thing']) {
        expect(await refusalOf(stranger(getEntity, { id }))).toEqual(absent);
      }
      expect((await stranger(listEpics, {})).data['epics']).toEqual([]);
      expect((await stranger(searchGlobal, { query: 'вход тайна чужого' })).data['total_count']).toBe(0);
      expect((await stranger(listRelationships, {})).data['relationships']).toEqual([]);
      const assigned = { epic_id: 'EP-1', assignee_id: String(made['creator_id']) };
      await stranger(createEpic, epic('Своё'));
      expect(await refusalOf(stranger(updateEpic, assigned))).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('lets each role call exactly the tools that it may', async () => {
    const emails = await sharedWorkspace();
    await smallTree(memberWith(emails.administrator));
    for (const role of ROLES) {
      const ask = memberWith(emails[role]);
      for (const tool of tools) expect(await isForbidden(ask, tool), `${role} ${tool.name}`).toBe(!allows(role, tool));
    }
  });
});

test('a role is refused without the challenge of a new sign-in, which would not change it', async () => {
  const { commenter } = await sharedWorkspace();
  const { call } = await people.signIn(undefined, newUserId(), commenter);
  const { result } = await call('create_epic', epic('Своё'));
  const meta = result?.['_meta'] as Record<string, unknown>;
  expect(meta['aisystant/error']).toMatchObject({ code: 'FORBIDDEN', retryable: false });
  expect(meta).not.toHaveProperty('mcp/www_authenticate');
});

const COMMENTING: readonly string[] = [addComment.name, resolveComment.name];

/** Rights that every person has over what they wrote, and over where they work. */
const OWN: readonly string[] = [exportMyData.name, deleteMyData.name, createWorkspace.name, answerInvitation.name];

/** What only an administrator may do. */
const ADMINISTRATORS: readonly string[] = [deleteEpic.name, setMember.name, removeMember.name];

/** Computed apart from what the tools do: by the effect of a tool alone. */
function allows(role: Role, { name, facts }: Tool<RequirementsServices>): boolean {
  if (facts.effect === 'read' || OWN.includes(name) || name === exportWorkspace.name) return may(role, 'read');
  if (ADMINISTRATORS.includes(name)) return role === 'administrator';
  return may(role, COMMENTING.includes(name) ? 'comment' : 'write');
}

async function isForbidden(ask: Someone, tool: Tool<RequirementsServices>): Promise<boolean> {
  const error = await ask(tool, tool.facts.examples[0].input).then(() => null, refusalOfError);
  return error === 'FORBIDDEN';
}

const refusalOfError = async (error: unknown) => (await refusalOf(Promise.reject(error))).code;
