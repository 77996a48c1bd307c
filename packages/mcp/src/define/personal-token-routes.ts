import type { PersonalTokens, Principal, UsedToken } from '@aisystant/oauth';
import { MAX_NAME_LENGTH, MAX_TOKENS } from '@aisystant/oauth/personal-tokens';
import { sha256Base64Url } from '@aisystant/oauth/secret';
import * as z from 'zod';
import type { CallContext } from './call-context.ts';
import { idempotencyKeyField } from './idempotency.ts';
import { SIGNED_IN } from './operation.ts';
import { restRoutesFor } from './rest.ts';
import { ToolError } from './tool-error.ts';

/** What the routes of personal tokens work with. */
export interface TokenServices {
  readonly tokens: PersonalTokens;
}

const DAY_MS = 24 * 3600 * 1000;
const ID_LENGTH = 16;

const Pat = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
});

const { route } = restRoutesFor<TokenServices>();
const common = { scope: SIGNED_IN } as const;

/** The routes of a person's own personal tokens, at every server with a REST interface. */
export const personalTokenRoutes = [
  route({
    ...common,
    method: 'GET',
    path: '/pats',
    title: 'List your personal tokens',
    effect: 'read',
    input: () =>
      z.strictObject({
        limit: z.int().min(1).max(100).default(50),
        offset: z.int().min(0).max(1_000).default(0),
      }),
    output: () => z.object({ data: z.array(Pat), total_count: z.int(), limit: z.int(), offset: z.int() }),
    async run({ limit, offset }, context) {
      const all = await context.services.tokens.list(signedInPerson(context).userId);
      return { data: all.slice(offset, offset + limit).map(patOf), total_count: all.length, limit, offset };
    },
  }),
  route({
    ...common,
    method: 'POST',
    path: '/pats',
    title: 'Make a personal token; it is shown only in this answer',
    effect: 'write',
    status: 201,
    input: () =>
      z.strictObject({
        name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
        scopes: z.array(z.string()).min(1).max(20).optional(),
        expires_at: z.iso.datetime({ offset: true }).optional(),
        idempotency_key: idempotencyKeyField,
      }),
    output: () => z.object({ token: z.string(), pat: Pat }),
    async run({ name, scopes, expires_at, idempotency_key }, context) {
      const person = signedInPerson(context);
      const request = {
        name,
        scopes: grantable(scopes, person),
        days: lifetimeDays(expires_at, context.now),
        id: await idOf(person.userId, idempotency_key),
      };
      const issued = await context.services.tokens.issue(request, person);
      if (issued.ok) return { token: issued.value.token, pat: patOf({ ...issued.value.facts, lastUsed: null }) };
      if (issued.error === 'full') {
        throw new ToolError('CONFLICT', `Токенов уже ${MAX_TOKENS}, больше нельзя.`, {
          hint: 'Отзовите ненужный.',
        });
      }
      if (issued.error === 'disconnected') throw new ToolError('FORBIDDEN', 'Доступ этого приложения закончился.');
      throw new ToolError('CONFLICT', 'По этому ключу токен уже сделан и второй раз не показывается.', {
        field: 'idempotency_key',
        hint: 'Отзовите его и сделайте другой.',
      });
    },
  }),
  route({
    ...common,
    method: 'DELETE',
    path: '/pats/{id}',
    title: 'Revoke a personal token',
    effect: 'destructive',
    status: 204,
    input: () => z.strictObject({ id: z.string().min(1).max(64) }),
    output: () => z.null(),
    async run({ id }, context) {
      if (await context.services.tokens.revoke(signedInPerson(context).userId, id)) return null;
      throw new ToolError('NOT_FOUND', 'Такого токена нет.', { field: 'id' });
    },
  }),
];

/** The caller, signed in through a consent page: another token may make none that outlives it. */
function signedInPerson({ user }: CallContext<TokenServices>): Principal {
  if (user?.grantId !== undefined) return user;
  throw new ToolError('FORBIDDEN', 'Личным токеном нельзя делать и отзывать токены.', {
    hint: 'Войдите через браузер.',
  });
}

/** The scopes of the new token: never more than the calling app has. Default: all of them. */
function grantable(wanted: readonly string[] | undefined, { scopes }: Principal): readonly string[] {
  const missing = wanted?.find((scope) => !scopes.includes(scope));
  if (missing === undefined) return [...new Set(wanted ?? scopes)];
  throw new ToolError('INVALID_ARGUMENT', 'Такого разрешения у вас нет.', {
    field: 'scopes',
    hint: `Есть: ${scopes.join(', ')}.`,
  });
}

/** Days until a token ends: at least an hour, at most a year; a month when nothing is said. */
function lifetimeDays(expiresAt: string | undefined, nowMs: number): number {
  const days = expiresAt === undefined ? 30 : (Date.parse(expiresAt) - nowMs) / DAY_MS;
  if (days >= 1 / 24 && days <= 366) return days;
  throw new ToolError('INVALID_ARGUMENT', 'Токен живёт от часа до года.', { field: 'expires_at' });
}

/** The same key of the same person gives the same id, which a token has once. */
async function idOf(userId: string, key: string | undefined): Promise<string> {
  const seed = key === undefined ? crypto.randomUUID() : `${userId}\n${key}`;
  return (await sha256Base64Url(seed)).slice(0, ID_LENGTH);
}

function patOf({ id, name, scopes, created, expires, lastUsed }: UsedToken): z.input<typeof Pat> {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    id,
    name,
    scopes: [...scopes],
    created_at: at(created),
    expires_at: at(expires),
    last_used_at: lastUsed === null ? null : at(lastUsed),
  };
}
