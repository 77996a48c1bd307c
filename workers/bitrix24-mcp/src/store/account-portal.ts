import { ToolError } from '@aisystant/mcp';
import type { Upstream, UpstreamFailure } from '@aisystant/upstream';
import type { AccountAccess } from '../account/account.ts';
import { errorOf, runBatch } from './bitrix-portal.ts';
import type { PortalStore } from './portal-store.ts';

/** How the account of a person is reached. */
export interface AccountPortal {
  readonly userId: string;
  /** Address of the page where an account is linked. */
  readonly page: string;
  readonly upstreamWith: (token: string) => Upstream<'batch'>;
  /** See {@link import('../account/account.ts').Account.access}. */
  readonly access: (spent?: string) => Promise<AccountAccess<UpstreamFailure>>;
}

/** The portal as the account of one person shows it. Throws `ToolError` for a person who has linked none. */
export async function accountPortal({ userId, page, upstreamWith, access }: AccountPortal): Promise<PortalStore> {
  const open = async (spent?: string) => {
    const answer = await access(spent);
    if (answer.kind === 'open') return answer;
    if (answer.kind === 'failed') throw errorOf(answer.failure, upstreamWith('').policy.title);
    throw toLink(answer.kind, page);
  };
  let { token, linkedAt } = await open();
  return {
    // An account that is linked later is another one, of which nothing is known.
    key: `${userId} ${linkedAt}`,
    isAccount: true,
    async run(commands) {
      // Another request of the same call may renew the token while this one is at the portal.
      const used = token;
      const first = await runBatch(upstreamWith(used), commands, { auth: used });
      if (first.ok) return first.value;
      if (first.error.upstreamCode !== 'expired_token') throw failure(first.error);
      ({ token } = await open(used));
      const second = await runBatch(upstreamWith(token), commands, { auth: token });
      if (second.ok) return second.value;
      throw failure(second.error);
    },
  };

  function failure(error: UpstreamFailure): ToolError {
    return error.reason === 'key_dead' ? toLink('ended', page) : errorOf(error, upstreamWith(token).policy.title);
  }
}

/** People replace the access to their own account themselves. */
function toLink(why: 'not linked' | 'ended', page: string): ToolError {
  return why === 'ended'
    ? new ToolError('FORBIDDEN', 'Битрикс24 больше не принимает связь вашего аккаунта с этим сервером.', {
        hint: `Свяжите аккаунт заново на странице ${page}.`,
      })
    : new ToolError('FORBIDDEN', 'Ваш аккаунт Битрикс24 не связан с этим сервером.', {
        hint: `Свяжите его на странице ${page}: там есть кнопка.`,
      });
}
