/** How much there is of what a person wrote. */
export interface WrittenCounts {
  readonly entities: number;
  readonly relationships: number;
  readonly comments: number;
}

/** What a one-use secret is for. */
export type TicketKind = 'export' | 'erase';

/** The rights of the caller over what the server keeps about them. */
export interface RightsStore {
  /** What the caller wrote, in the workspace that they work in and in their own. */
  counts(): Promise<WrittenCounts>;
  /** Keeps the hash of a secret that is valid once, until a time in epoch ms. */
  issueTicket(kind: TicketKind, hash: string, expiresAtMs: number): Promise<void>;
  /**
   * Erases the caller's own workspace, and a shared one that has no other member; in one that has, their name and e-mail, and
   * their membership ends. The counts are those of before; null when the secret is not valid now.
   */
  erase(hash: string, nowMs: number): Promise<WrittenCounts | null>;
}
