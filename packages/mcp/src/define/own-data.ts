import type { Localized } from '@aisystant/oauth';
import type * as z from 'zod';
import type { Tool } from './tool.ts';

/** A tool whose answer has at least the fields of `T`. */
export type ToolThatAnswers<Services, T> = Omit<Tool<Services>, 'output'> & { readonly output: z.ZodType<T> };

/** What the account page uses of the answer of a copying tool. */
export interface CopyAnswer {
  /** A page of this server that gives the copy once, see `Download`. */
  readonly download_url: string;
}

/** What the account page uses of the answer of an erasing tool. */
export interface ErasureAnswer {
  /** Rows by kind; `null` when the same confirmation had erased before. */
  readonly counts: Readonly<Record<string, number>> | null;
  /** Confirms the erasure, once and for a short time; `null` in the answer of the call that erased. */
  readonly confirmation_token: string | null;
}

/**
 * The rights of a person over their records, which the account page offers without a chat. It calls the server's own tools
 * as the person who is signed in there, with all scopes and the client id `account`.
 */
export interface OwnData<Services> {
  /** Called with `{}`. */
  readonly copy: ToolThatAnswers<Services, CopyAnswer>;
  /**
   * Called with `{}` it erases nothing and answers with the counts and a confirmation. Called with `{ confirm }` it erases and
   * ends all access of the person; it throws `CONFLICT` for a confirmation that is unknown, used or expired.
   */
  readonly erase: ToolThatAnswers<Services, ErasureAnswer>;
  /** What each count of the erasing tool counts, in words that a number follows. */
  readonly counted: Readonly<Record<string, Localized>>;
  /** What remains after the erasure, and where else the person may have records. */
  readonly stays: Localized;
}
