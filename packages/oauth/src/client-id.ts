/** What a call came through: a connected app, a personal token, a token of the company, or the account page itself. */
export type CallerKind = 'app' | 'token' | 'company' | 'account';

/** Client id of what a person does in a browser at this server, in the log and with the tickets of a store. */
export const ACCOUNT_PAGE = 'account';

const PERSONAL_TOKEN = 'pat:';
const CORPORATE = 'corporate:';

/** Client id of calls with a personal token. */
export const personalTokenClient = (id: string): string => `${PERSONAL_TOKEN}${id}`;

/** Client id of calls with a token of a company's own identity service, which knows the client by `id`. */
export const corporateClient = (id: string): string => `${CORPORATE}${id}`;

/** The id by which a company knows the client of a {@link corporateClient}. */
export const corporateClientId = (clientId: string): string => clientId.slice(CORPORATE.length);

/** What a client id says of the caller. */
export function callerKind(clientId: string): CallerKind {
  if (clientId === ACCOUNT_PAGE) return 'account';
  if (clientId.startsWith(CORPORATE)) return 'company';
  return clientId.startsWith(PERSONAL_TOKEN) ? 'token' : 'app';
}
