import { type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import * as z from 'zod';
import { type Verdict, verdictOf } from '../checking/verdict.ts';
import type { GradedExercise } from '../content/exercise.ts';
import type { Criterion } from '../content/rubric.ts';
import { hasRun, words } from '../text/words.ts';
import { isCopied, type Precheck } from './precheck.ts';

/** Most characters of a quotation from an answer. */
export const EVIDENCE_CHARACTERS = 500;

const Words = z.string().trim().min(1).max(500);

/**
 * The grades of the host's model. More fields are read and named in a warning: models like to add a score or a verdict of
 * their own, and both are the server's.
 */
export const Evaluation = z.looseObject({
  /** By id of the criterion. */
  criterion_scores: z.record(
    z.string(),
    z.looseObject({ score: z.number(), evidence: z.string().max(EVIDENCE_CHARACTERS).default('') }),
  ),
  strengths: z.array(Words).max(5).default([]),
  issues: z
    .array(z.looseObject({ criterion: z.string().max(40), issue: Words, suggestion: Words }))
    .max(8)
    .default([]),
  next_step: Words,
});

/** Grades, parsed. */
export type Evaluation = z.output<typeof Evaluation>;

/** One criterion as the server counts it. */
export interface CriterionScore {
  readonly criterion: string;
  readonly name: string;
  readonly score: number;
  readonly weight: number;
  readonly level: string;
  /** Words of the answer that show it; empty at level 0. */
  readonly evidence: string;
}

/** One thing to work on. */
export interface Issue {
  readonly criterion: string;
  readonly issue: string;
  readonly suggestion: string;
}

/** The decision of the server about grades that it accepts. */
export interface Graded {
  readonly score: number;
  readonly verdict: Verdict;
  readonly mentor_review: boolean;
  readonly criterion_scores: readonly CriterionScore[];
  readonly strengths: readonly string[];
  readonly issues: readonly Issue[];
  readonly next_step: string;
  readonly warnings: readonly string[];
}

/** What was graded. */
export interface GradedAnswer {
  readonly exercise: GradedExercise;
  readonly text: string;
  readonly precheck: Precheck;
}

/**
 * Verifies grades: every criterion once, scores of declared levels, quotations from the answer, issues about real criteria.
 * Then the server counts and decides. The refusal names the wrong field below `evaluation`.
 */
export function decide(graded: GradedAnswer, evaluation: Evaluation): Result<Graded, Refusal> {
  const { criteria } = graded.exercise.rubric;
  const refusal = wrongCriteria(criteria, evaluation) ?? wrongScores(criteria, evaluation, graded.text);
  if (refusal) return refusal;
  const scores = criteria.map((criterion) => counted(criterion, evaluation, graded.precheck));
  const score = scores.reduce((sum, each) => sum + each.score, 0);
  const caps = capsOf(criteria, scores, graded.precheck);
  const { verdict, mentor_review } = verdictOf(score);
  const isCapped = caps.length > 0 && verdict === 'accepted';
  return {
    ok: true,
    value: {
      score,
      verdict: isCapped ? 'needs_revision' : verdict,
      mentor_review: mentor_review || graded.precheck.addresses_grader || isCapped,
      criterion_scores: scores,
      strengths: evaluation.strengths,
      issues: evaluation.issues.map(({ criterion, issue, suggestion }) => ({ criterion, issue, suggestion })),
      next_step: evaluation.next_step,
      warnings: [...ignoredFields(evaluation), ...loweredScores(criteria, evaluation, scores), ...caps],
    },
  };
}

function wrongCriteria(criteria: readonly Criterion[], { criterion_scores, issues }: Evaluation) {
  const ids = criteria.map(({ id }) => id);
  const hint = `Критерии: ${ids.join(', ')}.`;
  const missing = ids.find((id) => !Object.hasOwn(criterion_scores, id));
  if (missing !== undefined) {
    return refuse('CRITERIA', 'Нет оценки по одному из критериев.', { field: `criterion_scores.${missing}`, hint });
  }
  const extra = Object.keys(criterion_scores).find((id) => !ids.includes(id));
  if (extra !== undefined) {
    return refuse('CRITERIA', 'Такого критерия нет.', { field: `criterion_scores.${extra}`, hint });
  }
  const index = issues.findIndex(({ criterion }) => !ids.includes(criterion));
  return index < 0 ? null : refuse('CRITERIA', 'Такого критерия нет.', { field: `issues.${index}.criterion`, hint });
}

function wrongScores(criteria: readonly Criterion[], { criterion_scores }: Evaluation, text: string) {
  const said = words(text);
  for (const { id, levels } of criteria) {
    const { score = 0, evidence = '' } = criterion_scores[id] ?? {};
    if (!levels.some((level) => level.score === score)) {
      const hint = `Уровни: ${levels.map((level) => level.score).join(', ')}.`;
      return refuse('SCORE', 'У критерия нет такого уровня.', { field: `criterion_scores.${id}.score`, hint });
    }
    if ((score > 0 || evidence.trim() !== '') && !isQuotation(evidence, said)) {
      const hint = 'Нужны слова ученика, как они в ответе; пропуск обозначают «…». При нуле баллов цитата не нужна.';
      return refuse('EVIDENCE', 'Этих слов в ответе нет.', { field: `criterion_scores.${id}.evidence`, hint });
    }
  }
  return null;
}

/** Whether each piece of a quotation occurs in the answer; what is left out is marked by an ellipsis. */
function isQuotation(evidence: string, said: readonly string[]): boolean {
  const pieces = evidence
    .split(/…|\.{3}/)
    .map(words)
    .filter((piece) => piece.length > 0);
  const long = pieces.some((piece) => piece.join('').length >= SHORTEST_EVIDENCE);
  return long && pieces.every((piece) => hasRun(said, piece));
}

/** Letters of the shortest quotation: «и» occurs in every answer and shows nothing. */
const SHORTEST_EVIDENCE = 4;

function counted(criterion: Criterion, { criterion_scores }: Evaluation, precheck: Precheck): CriterionScore {
  const given = criterion_scores[criterion.id];
  const copied = criterion.own_words && isCopied(precheck);
  const score = copied ? 0 : (given?.score ?? 0);
  return {
    criterion: criterion.id,
    name: criterion.name,
    score,
    weight: criterion.weight,
    level: criterion.levels.find((level) => level.score === score)?.description ?? '',
    evidence: score === 0 ? '' : (given?.evidence ?? ''),
  };
}

/** Why the verdict is at most "needs revision", whatever the score. */
function capsOf(
  criteria: readonly Criterion[],
  scores: readonly CriterionScore[],
  precheck: Precheck,
): readonly string[] {
  const main = criteria.find((criterion) => criterion.main);
  const offTopic = scores.some(({ criterion, score }) => criterion === main?.id && score === 0);
  return [
    ...(offTopic ? ['Главный критерий — 0: ответ не о том, о чём спрашивает задание.'] : []),
    ...(precheck.too_short ? ['Ответ короче, чем просит задание.'] : []),
  ];
}

const KNOWN = new Set(['criterion_scores', 'strengths', 'issues', 'next_step']);

function ignoredFields(evaluation: Evaluation): readonly string[] {
  const ignored = Object.keys(evaluation).filter((field) => !KNOWN.has(field));
  return ignored.length === 0 ? [] : ['Лишние поля оценки не учтены: балл и вердикт считает сервер.'];
}

function loweredScores(
  criteria: readonly Criterion[],
  { criterion_scores }: Evaluation,
  scores: readonly CriterionScore[],
) {
  return criteria.flatMap(({ id, name }, i) => {
    const lowered = (criterion_scores[id]?.score ?? 0) > (scores[i]?.score ?? 0);
    return lowered ? [`«${name}»: 0, потому что ответ в основном переписан со страницы.`] : [];
  });
}
