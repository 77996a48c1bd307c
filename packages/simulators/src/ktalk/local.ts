import { type Keys, READ_SCOPES } from './keys.ts';
import { createKTalk, type KTalk } from './ktalk.ts';
import { seedSpace } from './seed.ts';

const NEVER = Date.UTC(2100, 0, 1);

/** Options of {@link createLocalKTalk}. */
export interface LocalKTalkOptions {
  /** The demo people. */
  readonly logins: readonly string[];
  /** A key that reads the whole space. */
  readonly spaceKey: string;
  /** Epoch ms. */
  readonly now: number;
  /** Default 400. */
  readonly recordings?: number;
}

/** The key by which a person of the local space reads what is theirs. */
export function localPersonalKey(login: string): string {
  return `local-personal-key-of-${login}`;
}

/** The key that may register webhooks at the local space, for the operator's command. */
export const LOCAL_WEBHOOK_KEY = 'local-webhook-key';

/** The space of the local fleet: the demo people have a personal key each. */
export function createLocalKTalk({ logins, spaceKey, now, recordings = 400 }: LocalKTalkOptions): KTalk {
  const personal = logins.map((login): [string, Keys[string]] => [
    localPersonalKey(login),
    { kind: 'personal', userKey: `u-${login}`, expiresAtMs: NEVER },
  ]);
  const keys: Keys = {
    [spaceKey]: { kind: 'space', scopes: [...READ_SCOPES, 'calendar'], expiresAtMs: NEVER },
    [LOCAL_WEBHOOK_KEY]: { kind: 'space', scopes: ['webhooks:write'], expiresAtMs: NEVER },
    ...Object.fromEntries(personal),
  };
  return createKTalk({ space: seedSpace({ logins, now, recordings }), keys });
}
