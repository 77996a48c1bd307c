import { answerInvitation } from '../tools/members/answer-invitation.ts';
import { createWorkspace } from '../tools/members/create-workspace.ts';
import { listMembers } from '../tools/members/list-members.ts';
import { setMember } from '../tools/members/set-member.ts';
import { memberWith, type Someone } from './small-tree.ts';

/** A new e-mail address. */
export const newEmail = () => `p-${crypto.randomUUID()}@example.test`;

interface Members {
  readonly workspace: { readonly name: string; readonly shared: boolean };
  readonly members: readonly { id: string; name: string; role: string; is_me: boolean; email: string | null }[];
  readonly invited: readonly { id: string; email: string }[];
  readonly received: readonly { id: string; workspace: string }[];
}
/** The members of somebody's workspace, and what they are invited to. */
export const membersOf = async (ask: Someone) => (await ask(listMembers, {})).data as unknown as Members;

/** A shared workspace and its administrator. */
export async function shared(): Promise<Someone> {
  const anna = memberWith(newEmail());
  await anna(createWorkspace, { name: 'Толк', your_name: 'Анна' });
  return anna;
}

/** Invites somebody, who agrees. */
export async function join(administrator: Someone, role: string, email = newEmail()): Promise<Someone> {
  const ask = memberWith(email);
  await administrator(setMember, { email, name: `Имя ${role}`, role });
  const { received } = await membersOf(ask);
  await ask(answerInvitation, { invitation_id: received[0]?.id, accept: true });
  return ask;
}
