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
  const full = [account?.surname, account?.firstname].map((part) => part?.trim() ?? '').filter((part) => part !== '');
  const names = [full.join(' '), account?.login?.trim() ?? '', guestName?.trim() ?? ''];
  return names.find((name) => name !== '') ?? UNKNOWN_PERSON;
}
