import type { CallContext } from '@aisystant/mcp';
import type { Texts } from './domain/texts.ts';
import type { PortalStore } from './store/portal-store.ts';

/** What the tools and resources of bitrix24-mcp work with. */
export interface BitrixServices {
  /** The portal as the caller reaches it. Throws `ToolError` when they have not linked their account. */
  portal(call: Pick<CallContext<unknown>, 'log'>): Promise<PortalStore>;
  /** E-mails, in lower case, of people who reach everything through a webhook. */
  readonly fullAccess: readonly string[];
  /** Name of the portal in answers; null when it has none. */
  readonly instanceName: string | null;
  /** The texts of the language of this deployment. */
  readonly texts: Texts;
}
