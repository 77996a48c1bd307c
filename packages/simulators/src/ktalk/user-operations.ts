import { type Answer, integerOf, invalid, notFound, paramOf, paramsOf, timeOf } from './answer.ts';
import { hasScope } from './keys.ts';
import type { KTalkRequest } from './recording-operations.ts';
import type { Operation } from './routes.ts';
import type { SpaceUser } from './space.ts';
import { startOf } from './wire-recordings.ts';
import { userOf } from './wire-users.ts';

/** The operations about people and keys. */
export const USER_OPERATIONS: { readonly [operation in Operation]?: (request: KTalkRequest) => Answer } = {
  users: (request) => {
    const top = integerOf(request.query, 'top', { min: 1, max: 1_000, byDefault: 100 });
    const skip = integerOf(request.query, 'skip', { min: 0, max: 1_000_000, byDefault: 0 });
    return ok({
      users: matching(request)
        .slice(skip, skip + top)
        .map((user) => userOf(user, request.oddities)),
    });
  },
  scanUsers: (request) => {
    const top = integerOf(request.query, 'top', { min: 1, max: 1_000, byDefault: 100 });
    const offset = Number(paramOf(request.query, 'offset') ?? '0') || 0;
    const all = matching(request);
    const users = all.slice(offset, offset + top).map((user) => userOf(user, request.oddities));
    return ok({ users, offset: offset + top < all.length ? String(offset + top) : null });
  },
  user: ({ index, params, oddities }) => {
    const user = index.users.get(params[0] ?? '');
    if (!user) throw notFound();
    return ok(userOf(user, oddities));
  },
  calendar,
  accessInfo: ({ key }) => {
    const scopes = key.kind === 'space' ? key.scopes : [];
    const types = [...new Set(scopes.map((scope) => scope.replace(':write', '')))];
    return ok({
      expiredAt: new Date(key.expiresAtMs).toISOString(),
      scopes: types.map((type) => ({
        type,
        restrictionType: scopes.some((scope) => scope === `${type}:write`) ? 'readWrite' : 'read',
      })),
    });
  },
  // It lists what every key may; a reading client has no business here.
  applications: () => ok({ applications: [] }),
  // It creates the room when there is none, which is why a client never asks.
  room: ({ params }) => ok({ roomName: params[0], created: true }),
};

function matching({ index, query, oddities }: KTalkRequest): SpaceUser[] {
  const emails = paramsOf(query, 'email').map((email) => email.toLowerCase());
  const text = paramOf(query, 'query')?.toLowerCase() ?? null;
  const isOn = (name: string) => paramOf(query, name)?.toLowerCase() === 'true';
  const hasEmail = (user: SpaceUser) => {
    const own = user.email?.toLowerCase() ?? null;
    return own !== null && emails.some((email) => (oddities.looseEmail ? own.includes(email) : own === email));
  };
  return [...index.users.values()].filter(
    (user) =>
      !user.removed &&
      (!user.disabled || isOn('includeDisabled')) &&
      (!user.kiosk || isOn('includeKiosks')) &&
      (emails.length === 0 || hasEmail(user)) &&
      (text === null || `${user.firstname} ${user.surname} ${user.login}`.toLowerCase().includes(text)),
  );
}

/** The calendar of a person: the meetings that were recorded, as if they had been planned. */
function calendar({ index, params, query }: KTalkRequest): Answer {
  const user = [...index.users.values()].find(({ email }) => email?.toLowerCase() === params[0]?.toLowerCase());
  if (!user) throw notFound();
  const take = integerOf(query, 'take', { min: 1, max: 1_000, byDefault: 100 });
  const [start, end] = [timeOf(query, 'start'), timeOf(query, 'end')];
  if (start === null) throw invalid('The start field is required.');
  const items = index
    .visibleTo(user.key)
    .filter((each) => startOf(each) >= start && (end === null || startOf(each) <= end))
    .slice(0, take)
    .map((each) => ({
      id: `event-${each.key}`,
      subject: each.title,
      start: new Date(startOf(each)).toISOString(),
      end: new Date(startOf(each) + each.durationSeconds * 1_000).toISOString(),
      roomName: each.room,
      isPrivate: each.roster.length === 2,
      isRecurring: false,
      isCancelled: false,
    }));
  return ok({ items });
}

/** Whether a key may call what a route asks for. */
export function mayCall(
  key: KTalkRequest['key'],
  route: { readonly scope: string | null; readonly personal: boolean },
): boolean {
  if (key.kind === 'personal') return route.personal;
  return route.scope !== null && hasScope(key.scopes, route.scope as Parameters<typeof hasScope>[1]);
}

const ok = (body: unknown): Answer => ({ status: 200, body });
