import type { TwinStore } from './store/twin-store.ts';

/** What the tools of dt-mcp work with. */
export interface DtServices {
  /** The caller's own twin; another person's cannot be reached from here. */
  readonly twin: TwinStore;
  /** The client that calls; kept with what it writes. */
  readonly clientId: string;
}
