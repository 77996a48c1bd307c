/** The pages found for a question, best first, and how well each page answers it, 1–2. */
export interface Judged {
  readonly question: string;
  readonly found: readonly string[];
  readonly grades: { readonly [page: string]: number };
}

/** Figures of a set of questions, each a share from 0 to 1. */
export interface Figures {
  readonly questions: number;
  /** A page that answers is first. */
  readonly success1: number;
  /** A page that answers is among the first five; for a question without an answer, nothing is found. */
  readonly success5: number;
  /** Mean of 1 / place of the first page that answers, among ten. */
  readonly mrr: number;
  /** Gain of the first ten against the best order, by grades. */
  readonly ndcg10: number;
}

/** The figures of a set of questions. */
export function figuresOf(set: readonly Judged[]): Figures {
  const mean = (value: (judged: Judged) => number) =>
    set.reduce((sum, judged) => sum + value(judged), 0) / Math.max(1, set.length);
  return {
    questions: set.length,
    success1: mean((judged) => success(judged, 1)),
    success5: mean((judged) => success(judged, 5)),
    mrr: mean(reciprocalRank),
    ndcg10: mean(ndcg),
  };
}

const unanswerable = ({ grades }: Judged) => Object.keys(grades).length === 0;

/** 1 when a page that answers is among the first `places`, else 0. */
export function success(judged: Judged, places: number): number {
  if (unanswerable(judged)) return judged.found.length === 0 ? 1 : 0;
  return judged.found.slice(0, places).some((page) => Object.hasOwn(judged.grades, page)) ? 1 : 0;
}

function reciprocalRank(judged: Judged): number {
  if (unanswerable(judged)) return success(judged, 1);
  const place = judged.found.slice(0, 10).findIndex((page) => Object.hasOwn(judged.grades, page));
  return place === -1 ? 0 : 1 / (place + 1);
}

function ndcg(judged: Judged): number {
  if (unanswerable(judged)) return success(judged, 1);
  const gain = (grades: readonly number[]) =>
    grades.reduce((sum, grade, n) => sum + (2 ** grade - 1) / Math.log2(n + 2), 0);
  const best = Object.values(judged.grades)
    .sort((one, other) => other - one)
    .slice(0, 10);
  return gain(judged.found.slice(0, 10).map((page) => judged.grades[page] ?? 0)) / gain(best);
}
