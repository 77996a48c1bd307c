/** A grading package that waits for its grades. */
export interface OpenCheck {
  readonly exerciseId: string;
  /** Version of the exercise that was answered. */
  readonly exerciseVersion: string;
  /** The answer as JSON. */
  readonly answer: string;
  /** SHA-256 of the answer, hexadecimal. */
  readonly digest: string;
  /** What the first call said about the attempt. */
  readonly attempt: {
    readonly batchId: string | null;
    readonly minutes: number | null;
    readonly keepText: boolean;
    readonly idempotencyKey: string | null;
  };
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

/** What is found under a check id. `unknown`: there is none, or it is another caller's. */
export type FoundCheck =
  | { readonly status: 'open'; readonly check: OpenCheck }
  | { readonly status: 'unknown' | 'used' | 'expired' };

/** The grading packages of one caller, each with a secret id, valid for a short time and for one decision. */
export interface CheckStore {
  /** Keeps a package and answers with its id. */
  open(check: OpenCheck, nowMs: number): Promise<string>;
  find(checkId: string, nowMs: number): Promise<FoundCheck>;
  /**
   * Accepts grades, by their digest; false when others were accepted or the package is used up. The same ones are accepted
   * until then, so that a call that failed before its attempt was saved can be repeated.
   */
  accept(checkId: string, grades: string): Promise<boolean>;
  /** Uses a package up: its outcome is saved. */
  use(checkId: string): Promise<void>;
}
