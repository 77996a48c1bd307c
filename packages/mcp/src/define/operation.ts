/** What a call does to the data: nothing, add or change, or remove permanently. */
export type Effect = 'read' | 'write' | 'destructive';

/** In place of a scope: every signed-in user may call, whatever their scopes. For the rights every person has. */
export const SIGNED_IN = 'signed-in';

/** What the checks, limits and the audit log need to know of anything that can be called. */
export interface Operation {
  readonly kind: 'tool' | 'resource' | 'prompt' | 'completion' | 'message' | 'route' | 'download' | 'page';
  /** Name in the log: the documented id of a tool, the path of a route, the method of any other message. */
  readonly name: string;
  /** The scope a caller needs, or {@link SIGNED_IN}; `null` when it is open. */
  readonly scope: string | null;
  readonly effect: Effect;
  /** Whether a withdrawn consent refuses it; false only for the rights no withdrawal may take away, and for what reads no record. */
  readonly needsConsent: boolean;
}
