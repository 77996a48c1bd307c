import { oneLine } from '@aisystant/mcp/text';

/** The names of an account in KTalk, any of which may be missing. */
export interface AccountNames {
  readonly surname?: string | null | undefined;
  readonly firstname?: string | null | undefined;
  readonly login?: string | null | undefined;
}

/** How somebody without any name is called. */
const UNKNOWN_PERSON = 'Неизвестный';

/** «Волкова Анна», else the login, else the name a guest gave, else {@link UNKNOWN_PERSON}. */
export function personName(account: AccountNames | null, guestName: string | null | undefined): string {
  const full = [account?.surname, account?.firstname].join(' ');
  // Guests write their names as they like, and a further line would be taken for words of others.
  const names = [full, account?.login, guestName].map((name) => oneLine(name ?? ''));
  return names.find((name) => name !== '') ?? UNKNOWN_PERSON;
}
