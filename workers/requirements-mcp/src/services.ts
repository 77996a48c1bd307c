import type { RequirementsStore } from './store/requirements-store.ts';
import type { RightsStore } from './store/rights-store.ts';

/** What the tools, resources and prompts of requirements-mcp work with. */
export interface RequirementsServices {
  /** The workspace of the caller. */
  readonly store: RequirementsStore;
  /** The rights of the caller over what the server keeps about them. */
  readonly rights: RightsStore;
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  /** Ends all access the caller ever granted at this server. */
  revokeAllAccess(): Promise<void>;
}
