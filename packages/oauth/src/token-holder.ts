import { personalTokenClient } from './client-id.ts';
import type { Config, SignInEnv } from './config.ts';
import { isRevoked } from './connections.ts';
import { displayName } from './display-name.ts';
import { deleteLastUse, listLastUses } from './last-use.ts';
import type { Log } from './log.ts';
import type { TokenServer } from './personal-token.ts';
import {
  type IssuedToken,
  issuePersonalToken,
  listPersonalTokens,
  type PersonalToken,
  type PersonalTokenRequest,
  revokePersonalToken,
} from './personal-tokens.ts';
import { knownPerson, type Principal } from './principal.ts';
import { err, type Result } from './result.ts';

/** A personal token and when it was last used, seconds since the epoch; null when it never was. */
export interface UsedToken extends PersonalToken {
  readonly lastUsed: number | null;
}

/** The personal tokens of people who signed in through an app, beside those of the account page. */
export interface PersonalTokens {
  /** Valid tokens of the person, newest first. */
  list(userId: string): Promise<readonly UsedToken[]>;
  /**
   * Issues a token that ends with the connection of the app. `repeated`: the id exists already; `full`: there are too many;
   * `disconnected`: the connection was ended, or there is none.
   */
  issue(
    request: PersonalTokenRequest,
    owner: Omit<Principal, 'scopes'>,
  ): Promise<Result<IssuedToken, 'repeated' | 'full' | 'disconnected'>>;
  /** Revokes a token; whether the person had it. */
  revoke(userId: string, id: string): Promise<boolean>;
}

/** The personal tokens of a server. */
export function personalTokensOf(env: SignInEnv, server: TokenServer, config: Config, log: Log): PersonalTokens {
  const kv = env.OAUTH_KV;
  const line = (step: string, who: string, id: string) =>
    log({ event: 'account', server: server.name, step, who, client: personalTokenClient(id) });
  return {
    async list(userId) {
      const [tokens, uses] = await Promise.all([listPersonalTokens(kv, userId), listLastUses(kv, userId)]);
      return tokens.map((token) => ({ ...token, lastUsed: uses.get(token.id) ?? null }));
    },
    async issue({ name, ...request }, { clientId, clientName = clientId, grantId, consentedAtMs = 0, ...person }) {
      if (grantId === undefined) return err('disconnected');
      const connection = { id: grantId, client: clientName };
      const owner = { ...knownPerson(person), resource: config.resource, connection, consentedAtMs };
      const issued = await issuePersonalToken(kv, server, { ...request, name: displayName(name) }, owner);
      if (!issued.ok) return issued;
      // The caller may have been accepted before the connection ended; who ended it may not have seen this token.
      if (await isRevoked(env, owner.userId, grantId)) {
        await revokePersonalToken(kv, owner.userId, request.id);
        return err('disconnected');
      }
      line('token made', owner.userId, request.id);
      return issued;
    },
    async revoke(userId, id) {
      if (!(await revokePersonalToken(kv, userId, id))) return false;
      await deleteLastUse(kv, userId, id);
      line('token revoked', userId, id);
      return true;
    },
  };
}
