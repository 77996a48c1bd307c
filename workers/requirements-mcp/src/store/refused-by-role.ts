import { ToolError } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { type Action, may, type Role } from '../domain/role.ts';
import type { Membership } from './membership.ts';

/** What a write of a store needs the role of the caller to allow; it may depend on what is written. */
type Needed<Write> = Write extends (...args: infer Args) => unknown
  ? Action | ((caller: Membership, ...args: Args) => Action)
  : never;

/**
 * A store whose writes throw `FORBIDDEN` when the role of the caller changed after the request began. The transaction then
 * changes nothing, and would else be told as if what it writes to were gone or changed.
 */
export function refusingByRole<Store extends object, Name extends keyof Store>(
  { db, membership }: { readonly db: Database; readonly membership: () => Promise<Membership> },
  store: Store,
  writes: { readonly [name in Name]: Needed<Store[name]> },
): Store {
  const refusing = Object.entries(writes).map(([name, needed]) => {
    const write = Reflect.get(store, name) as (...args: unknown[]) => Promise<unknown>;
    const asked = async (...args: unknown[]) => {
      const done = await write(...args);
      if (!isRefused(done)) return done;
      const caller = await membership();
      await requireStill(db, caller, typeof needed === 'function' ? needed(caller, ...args) : (needed as Action));
      return done;
    };
    return [name, asked] as const;
  });
  return { ...store, ...Object.fromEntries(refusing) };
}

/** Whether a write gave an error, or nothing. */
const isRefused = (done: unknown) => done === null || (typeof done === 'object' && 'ok' in done && done.ok === false);

/** In their own workspace everybody is the administrator, whether it is made already or not. */
async function requireStill(db: Database, { own, workspace, id }: Membership, action: Action): Promise<void> {
  if (own) return;
  const [now] = await rowsOf<{ role: Role }>(
    db,
    'SELECT role FROM member WHERE workspace = ? AND id = ? AND email IS NOT NULL',
    workspace,
    id,
  );
  if (now === undefined) {
    throw new ToolError('FORBIDDEN', 'Вы больше не участник этого пространства. Ничего не изменилось.', {
      hint: 'Дальше вы работаете в личном пространстве; вернуться можно по приглашению администратора.',
    });
  }
  requireRole(now.role, action);
}

/** Throws `FORBIDDEN` unless a role allows an action. */
export function requireRole(role: Role, action: Action): void {
  if (!may(role, action)) throw new ToolError('FORBIDDEN', FORBIDDEN[action], { hint: ASK_FOR_A_ROLE });
}

const FORBIDDEN: { readonly [action in Action]: string } = {
  read: 'Читать здесь вам нельзя.',
  comment: 'Комментировать здесь вам нельзя.',
  write: 'Ваша роль — комментатор: вы читаете и комментируете, но не меняете.',
  delete: 'Удаляет здесь только администратор.',
  manage: 'Участников зовёт и убирает только администратор.',
  configure: 'Виды требований меняет только администратор.',
};
const ASK_FOR_A_ROLE = 'Роль меняет администратор пространства.';
