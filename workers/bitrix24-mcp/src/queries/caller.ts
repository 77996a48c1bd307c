import { type CallContext, signedIn, ToolError } from '@aisystant/mcp';
import { foldEmail } from '@aisystant/oauth/email';
import { isZone } from '../domain/request/date-range.ts';
import { type Scope, scopeOf } from '../domain/rights/scope.ts';
import type { BitrixServices } from '../services.ts';
import type { Directory, DirectoryPerson } from './directory.ts';

/** Who asks, at the portal. */
export interface Caller {
  readonly person: DirectoryPerson;
  readonly scope: Scope;
  /** Their time zone. */
  readonly zone: string;
}

/** The person of the portal who asks. Throws `NOT_FOUND` when the portal does not know them. */
export function callerOf(portal: Directory, { user, services }: CallContext<BitrixServices>): Caller {
  const person = portal.account === null ? byEmail(portal, signedIn(user).email) : byId(portal, portal.account);
  const zone = isZone(person.zone) ? person.zone : portal.portalZone;
  const scope: Scope =
    portal.account === null
      ? scopeOf({ ...person, email: foldEmail(person.email) }, { ...portal, fullAccess: services.fullAccess })
      : { kind: 'bitrix24' };
  return { person, scope, zone };
}

function byEmail({ people }: Directory, email: string | undefined): DirectoryPerson {
  const written = email === undefined ? undefined : foldEmail(email);
  const [found, ...others] = people.filter(
    (each) => each.active && written !== undefined && foldEmail(each.email) === written,
  );
  // Two accounts with one address: whose rows to show is not for the server to guess.
  if (found && others.length === 0) return found;
  const hint =
    'Войдите с рабочей почтой, которая указана в вашем профиле Битрикс24, или попросите администратора портала добавить её.';
  if (written === undefined)
    throw new ToolError('NOT_FOUND', 'Почта при входе не подтверждена, поэтому сотрудника Битрикс24 не найти.', {
      hint,
    });
  const what = found
    ? 'С вашей почтой в Битрикс24 несколько сотрудников.'
    : 'В Битрикс24 нет действующего сотрудника с вашей почтой.';
  throw new ToolError('NOT_FOUND', what, { hint });
}

function byId({ people }: Directory, id: string): DirectoryPerson {
  const found = people.find((each) => each.id === id);
  return found ?? { id, name: '', email: '', active: true, departments: [], zone: '' };
}
