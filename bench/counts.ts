/** What the requests to a Worker have used since it started. */
export interface Counts {
  readonly requests: number;
  /** Calls of Durable Objects, each billed as a request to it. */
  readonly objectCalls: number;
  /** Time those calls took, seen by the caller, ms: the most that they are billed for. */
  readonly objectMs: number;
  readonly kvReads: number;
  readonly kvWrites: number;
  readonly kvDeletes: number;
  readonly kvLists: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly logLines: number;
}
