import type { LinkedAccount } from '@aisystant/oauth';
import type { UpstreamFailure } from '@aisystant/upstream';
import type { Application } from '../store/access.ts';
import type { AccountAccess, ExchangeFault } from './account.ts';

/** The object of a person, as others call it. */
export interface AccountStub {
  access(userId: string, spent?: string): Promise<AccountAccess<UpstreamFailure>>;
  link(userId: string, code: string): Promise<ExchangeFault<UpstreamFailure> | null>;
  linkedAt(userId: string): Promise<number | null>;
  unlink(userId: string): Promise<void>;
}

/** The objects of people. */
export interface AccountNamespace {
  getByName(userId: string): AccountStub;
}

const TEXTS = {
  title: { ru: 'Ваш аккаунт Битрикс24', en: 'Your Bitrix24 account' },
  lead: {
    ru: 'Без него сервер не читает Битрикс24 для вас. Связав аккаунт, вы видите в чате ровно то, что видите в самом Битрикс24: права проверяет он.',
    en: 'Without it the server does not read Bitrix24 for you. With your account linked you see in the chat what you see in Bitrix24 itself, which checks your rights.',
  },
} as const;

/** What the account page does with an account at the portal. */
export function linkedAccount({ portal, clientId }: Application, accounts: AccountNamespace): LinkedAccount {
  return {
    kind: 'account',
    ...TEXTS,
    consentUrl: (state) => `${portal.origin}/oauth/authorize/?${new URLSearchParams({ client_id: clientId, state })}`,
    linkedAt: ({ userId }) => accounts.getByName(userId).linkedAt(userId),
    async link({ userId }, answer) {
      const fault = await accounts.getByName(userId).link(userId, answer.get('code') ?? '');
      if (fault === null) return null;
      return fault.kind === 'ended' ? 'accountRefused' : 'busy';
    },
    unlink: ({ userId }) => accounts.getByName(userId).unlink(userId),
  };
}
