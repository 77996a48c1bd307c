import type { DocumentStore } from '@aisystant/mcp/learner-store';
import type { Answer } from '../domain/checking/answer.ts';
import type { Verdict } from '../domain/checking/verdict.ts';
import type { CriterionScore, Issue } from '../domain/grading/evaluation.ts';

/** One attempt at an exercise, as it is kept. */
export interface Attempt {
  readonly exercise_id: string;
  readonly exercise_version: string;
  readonly batch_id: string | null;
  readonly graded_by: 'server' | 'host';
  /** 0..100; null when the answer lacked something that grading needs. */
  readonly score: number | null;
  readonly passing_score: number;
  readonly passed: boolean;
  readonly verdict: Verdict;
  readonly mentor_review: boolean;
  /** SHA-256 of the answer, hexadecimal. */
  readonly answer_digest: string;
  /** Null where the learner did not agree to keep the text: then the fields below hold no words either. */
  readonly answer: Answer | null;
  readonly criterion_scores: readonly CriterionScore[];
  readonly strengths: readonly string[];
  readonly issues: readonly Issue[];
  readonly next_step: string;
}

/** The kinds of documents of a learner. An attempt's label is its exercise, its date the instant, RFC 3339 in UTC. */
export interface AttemptBodies {
  readonly attempt: Attempt;
}

/** The attempts of one learner. */
export type AttemptStore = DocumentStore<AttemptBodies>;

/** What is counted before a copy or an erasure. */
export type Counted = 'attempts';

/** Most attempts of one learner. */
export const ATTEMPT_LIMIT = 20_000;
