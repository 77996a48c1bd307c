import { type Result, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { ROLES } from '../../domain/role.ts';
import type { MembersStore, NotJoined } from '../../store/members-store.ts';

/** Output: an invitation. */
export const InvitationView = z.object({
  id: z.string(),
  workspace: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
});

/** Throws `FORBIDDEN` without a verified e-mail, `CONFLICT` in a shared workspace already, `NOT_FOUND`. */
export function requireJoined(joined: Result<null, NotJoined>, field: string): void {
  if (joined.ok) return;
  if (joined.error === 'not_found') throw new ToolError('NOT_FOUND', 'Такого приглашения нет.', { field });
  if (joined.error === 'no_email') {
    throw new ToolError('FORBIDDEN', 'У вашего входа нет подтверждённой почты, а участников узнают по ней.', {
      hint: 'Подтвердите почту в учётной записи и подключите сервер заново.',
    });
  }
  throw new ToolError('CONFLICT', 'Вы уже в общем пространстве.', {
    field,
    hint: 'Выйти из него: remove_member со своим id.',
  });
}

/** Throws `CONFLICT` for a personal workspace, which has no members. */
export async function requireShared(members: MembersStore): Promise<void> {
  if ((await members.workspace()).shared) return;
  throw new ToolError('CONFLICT', 'Это ваше личное пространство.', { hint: 'Сначала create_workspace.' });
}

/** The refusal to leave a workspace without an administrator. */
export function lastAdministrator(field: string): ToolError {
  return new ToolError('CONFLICT', 'Это единственный администратор.', {
    field,
    hint: 'Сначала назначьте другого (set_member, role=administrator). Удалить всё своё — delete_my_data.',
  });
}
