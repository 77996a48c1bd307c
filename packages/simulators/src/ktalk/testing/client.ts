import { afterEach, expect } from 'vitest';
import { createKTalk, createLocalKTalk, type KTalk } from '../index.ts';
import type { Wire } from '../oddities.ts';

const open: KTalk[] = [];

/** Ends what is stalled after each test of the file. */
export function closeAfterEach(): void {
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
  });
}

/** When the tests are. */
export const NOW = Date.UTC(2026, 10, 27, 9);
/** Reads the whole space. */
export const SPACE_KEY = 'space key';
/** People of the space. */
export const LOGINS = ['demo_good', 'demo_weak', 'demo_empty'];

/** The space of the local fleet. */
export function start(): KTalk {
  const ktalk = createLocalKTalk({ logins: LOGINS, spaceKey: SPACE_KEY, now: NOW });
  open.push(ktalk);
  return ktalk;
}

/** The same space with keys and oddities of a test. */
export function startWith(options: Partial<Parameters<typeof createKTalk>[0]>): KTalk {
  const ktalk = createKTalk({ space: start().space, keys: {}, ...options });
  open.push(ktalk);
  return ktalk;
}

/** Asks with a key. */
export const send = (
  ktalk: KTalk,
  path: string,
  key: string | null = SPACE_KEY,
  headers: Record<string, string> = {},
) =>
  ktalk.fetch(
    new Request(`http://t${path}`, { headers: { ...(key !== null && { 'x-auth-token': key }), ...headers } }),
  );

/** Asks for what must be there. */
export async function get<T = Wire>(ktalk: KTalk, path: string, key = SPACE_KEY): Promise<T> {
  const response = await send(ktalk, path, key);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return (await response.json()) as T;
}

/** A page of the list. */
export interface Page {
  readonly entities: readonly {
    readonly key: string;
    readonly participants: readonly Wire[];
    readonly title: string;
  }[];
  readonly nextPageToken?: string | null;
}

/** The keys of all pages. */
export async function allKeys(ktalk: KTalk, query = 'top=70'): Promise<string[]> {
  const keys: string[] = [];
  let token: string | null | undefined = '';
  while (typeof token === 'string') {
    const page: Page = await get(ktalk, `/api/Domain/recordings/v2?${query}${token && `&pageTokenString=${token}`}`);
    keys.push(...page.entities.map(({ key }) => key));
    token = page.nextPageToken;
  }
  return keys;
}
