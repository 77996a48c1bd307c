import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { isLoopback } from './config.ts';
import { deleteLastUse } from './last-use.ts';

/** How many connections the page shows; all can be ended at once whatever their number. */
const SHOWN = 100;

/** What is kept with a grant for the eyes of its owner. */
export interface GrantNotes {
  /** The client's name as the consent page showed it. */
  readonly client: string;
  /** Where the client's metadata document stands. It proves nothing of the name. */
  readonly domain?: string;
}

/** An app that a person let in: one grant, one row. */
export interface Connection extends GrantNotes {
  readonly id: string;
  readonly redirectHost: string;
  /** Whether it is a program on the person's computer. */
  readonly local: boolean;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly connected: number;
}

/** The connections of a person, newest first, and whether there are more than are shown. */
export interface Connections {
  readonly shown: readonly Connection[];
  readonly more: boolean;
}

/** Lists what a person let in. */
export async function connectionsOf(oauth: OAuthHelpers, userId: string): Promise<Connections> {
  const { items, cursor } = await oauth.listUserGrants(userId, { limit: SHOWN });
  const shown = items.map(({ id, scope, createdAt, redirectUri = '', metadata }) => {
    const notes: Partial<GrantNotes> = metadata ?? {};
    const host = URL.canParse(redirectUri) ? new URL(redirectUri).hostname : '';
    return {
      id,
      client: notes.client ?? '—',
      ...(notes.domain !== undefined && { domain: notes.domain }),
      redirectHost: host,
      local: host !== '' && isLoopback(redirectUri),
      scopes: scope,
      connected: createdAt,
    };
  });
  return { shown: shown.sort((a, b) => b.connected - a.connected), more: cursor !== undefined };
}

/** Ends one connection; a made-up id ends nothing, since the key holds the person's own id. */
export async function endConnection(oauth: OAuthHelpers, kv: KVNamespace, userId: string, id: string): Promise<void> {
  await oauth.revokeGrant(id, userId);
  await deleteLastUse(kv, userId, id);
}

/** Ends every connection of a person, shown or not. */
export async function endAllConnections(oauth: OAuthHelpers, userId: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await oauth.listUserGrants(userId, { limit: SHOWN, ...(cursor !== undefined && { cursor }) });
    await Promise.all(page.items.map(({ id }) => oauth.revokeGrant(id, userId)));
    ({ cursor } = page);
  } while (cursor !== undefined);
}
