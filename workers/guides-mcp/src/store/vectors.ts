/** A text as a point in a space where texts of like meaning are near each other. */
export type Vector = readonly number[];

/** A model that turns texts into vectors, and an index that finds the nearest ones. */
export interface Vectors {
  /** Name of the model: vectors of two models cannot be compared. */
  readonly model: string;
  /** Similarity, 0–1, from which two texts are about the same. */
  readonly related: number;
  /** The vectors of texts, in their order; at most {@link TEXTS_AT_ONCE} texts. Rejects with `VectorFailure`. */
  embed(texts: readonly string[]): Promise<readonly Vector[]>;
  /** The vectors nearest to one, best first. Rejects with `VectorFailure`. */
  nearest(vector: Vector): Promise<readonly NearVector[]>;
  /** Keeps vectors; one of an id that is there replaces it. At most {@link TEXTS_AT_ONCE}. It is found some seconds later. */
  put(vectors: readonly { readonly id: string; readonly vector: Vector }[]): Promise<void>;
  /** Removes vectors; unknown ids are no error. At most {@link IDS_AT_ONCE}. */
  remove(ids: readonly string[]): Promise<void>;
  /** How many vectors are kept, old ones included. Rejects with `VectorFailure`. */
  count(): Promise<number>;
}

/** A vector that was found. */
export interface NearVector {
  readonly id: string;
  /** 1 for the same direction. */
  readonly similarity: number;
}

/** Texts that one call may have. */
export const TEXTS_AT_ONCE = 50;
/** Ids that one call may have. */
export const IDS_AT_ONCE = 500;

/** Why vectors cannot be had. */
export class VectorFailure extends Error {
  override readonly name = 'VectorFailure';
  /** `quota`: the allowance of the day is used up; `unusable`: the answer is not what was asked for; `slow`, `failed`: there was none. */
  readonly reason: 'quota' | 'unusable' | 'slow' | 'failed';

  constructor(reason: VectorFailure['reason'], what: string) {
    super(what);
    this.reason = reason;
  }
}
