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
  return [full, account?.login, guestName].map(oneLine).find((name) => name !== '') ?? UNKNOWN_PERSON;
}

/** A text as one line: guests write their names as they like, and a further line would be taken for words of others. */
export function oneLine(text: string | null | undefined): string {
  return text?.replace(/\s+/g, ' ').trim() ?? '';
}
