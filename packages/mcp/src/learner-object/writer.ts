/** Who writes, and when. */
export interface Writer {
  /** Id of the OAuth client, stored with what it wrote. */
  readonly clientId: string;
  /** Time of the call, epoch ms. */
  readonly nowMs: number;
}
