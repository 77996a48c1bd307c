import type { ExchangeStore } from './store/exchange-store.ts';
import type { MembersStore } from './store/members-store.ts';
import type { RequirementsStore } from './store/requirements-store.ts';
import type { RightsStore } from './store/rights-store.ts';

/** What the tools, resources and prompts of requirements-mcp work with. */
export interface RequirementsServices {
  /** The workspace of the caller. */
  readonly store: RequirementsStore;
  /** Who works in it. */
  readonly members: MembersStore;
  /** It as a whole, in and out of files. */
  readonly exchange: ExchangeStore;
  /** The rights of the caller over what the server keeps about them. */
  readonly rights: RightsStore;
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  /** Ends all access the caller ever granted at this server. */
  revokeAllAccess(): Promise<void>;
}
