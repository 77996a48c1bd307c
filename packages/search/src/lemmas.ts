/** What a dictionary knows of a word. */
export interface Lemma {
  /** Its dictionary form, folded. */
  readonly lemma: string;
  /** All its forms, folded. */
  readonly forms: readonly string[];
}

/** Looks a folded word form up; null for a word that the dictionary does not have. */
export type LookUpLemma = (form: string) => Lemma | null;
