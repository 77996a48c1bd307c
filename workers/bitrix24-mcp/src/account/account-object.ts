import { DurableObject } from 'cloudflare:workers';
import { consoleLog } from '@aisystant/oauth';
import { ConfigurationError } from '@aisystant/oauth/config';
import { seal, unseal } from '@aisystant/oauth/seal';
import type { UpstreamFailure } from '@aisystant/upstream';
import { type AccessVariables, type Application, readApplication } from '../store/access.ts';
import type { PaceNamespace } from '../store/connect-portal.ts';
import { type Account, type AccountAccess, createAccount, type ExchangeFault, type TokenStore } from './account.ts';
import { requestTokens } from './token-requests.ts';

interface AccountEnv extends AccessVariables {
  readonly PACE: PaceNamespace;
}

/** The linked account of one person, named by their user id: isolates share its tokens, of which each is good once. */
export class AccountObject extends DurableObject<AccountEnv> {
  #account: Account<UpstreamFailure> | null = null;

  constructor(state: DurableObjectState, env: AccountEnv) {
    super(state, env);
    state.storage.sql.exec(
      'create table if not exists linked_account (sealed blob not null, linked_at integer not null)',
    );
  }

  /** See {@link Account.access}; the user id is the name of the object. */
  access(userId: string, spent?: string): Promise<AccountAccess<UpstreamFailure>> {
    return this.#of(userId).access(spent);
  }

  /** See {@link Account.link}. */
  link(userId: string, code: string): Promise<ExchangeFault<UpstreamFailure> | null> {
    return this.#of(userId).link(code);
  }

  /** When the account was linked, epoch ms; null when none is. */
  linkedAt(userId: string): Promise<number | null> {
    return this.#of(userId).linkedAt();
  }

  /** Removes the link. */
  unlink(userId: string): Promise<void> {
    return this.#of(userId).unlink();
  }

  #of(userId: string): Account<UpstreamFailure> {
    const application = this.#application();
    this.#account ??= createAccount({
      store: sealedStore(this.ctx.storage, `${application.sealingSecret}\n${userId}`),
      now: () => Date.now(),
      exchange: (grant) =>
        requestTokens(grant, {
          application,
          pace: this.env.PACE.getByName(new URL(application.server).host),
          log: consoleLog,
        }),
    });
    return this.#account;
  }

  #application(): Application {
    const application = readApplication(this.env);
    if (!application.ok) throw new ConfigurationError(application.error);
    return application.value;
  }
}

/** Tokens in the storage of an object, encrypted for its person: a row that is copied to another person opens nothing. */
function sealedStore({ sql }: DurableObjectStorage, token: string): TokenStore {
  return {
    async load() {
      const [row] = sql.exec<{ sealed: ArrayBuffer; linked_at: number }>('select * from linked_account').toArray();
      const text = row && (await unseal(new Uint8Array(row.sealed), token).catch(() => null));
      return row && text ? { ...JSON.parse(text), linkedAt: row.linked_at } : null;
    },
    async save({ linkedAt, ...tokens }) {
      const sealed = await seal(JSON.stringify(tokens), token);
      // Two statements without a pause in between are one transaction.
      sql.exec('delete from linked_account');
      sql.exec('insert into linked_account (sealed, linked_at) values (?, ?)', sealed, linkedAt);
    },
    async remove() {
      sql.exec('delete from linked_account');
    },
  };
}
