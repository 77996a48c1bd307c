import { difficultyOf, type Exercise, isGraded } from './exercise.ts';
import { columnsOf, itemsOf, type Part } from './sides.ts';

/** What a learner may see of an exercise before an attempt. It is built field by field, so nothing new leaks by itself. */
export interface PublicExercise {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly type: Exercise['type'];
  readonly prompt: string;
  readonly context: string | null;
  /** What the answer refers to by id: options, columns, steps, parts. */
  readonly parts: readonly PublicPart[];
  readonly estimated_minutes: number;
  readonly bloom: number;
  readonly difficulty: ReturnType<typeof difficultyOf>;
  readonly requires_project: boolean;
  readonly graded_by: 'server' | 'host';
  readonly passing_score: number;
  readonly rubric: PublicRubric | null;
  readonly hints_available: number;
  readonly guide_refs: readonly string[];
}

/** Names and weights of a rubric. */
export interface PublicRubric {
  readonly id: string;
  readonly title: string;
  readonly criteria: readonly { readonly id: string; readonly name: string; readonly weight: number }[];
}

/** A part of an exercise; `choices` are what can be given for it. */
export interface PublicPart extends Part {
  readonly choices: readonly Part[];
}

const plain = ({ id, text }: Part): PublicPart => ({ id, text, choices: [] });
const shown = ({ id, text }: Part): Part => ({ id, text });

function partsOf(exercise: Exercise): readonly PublicPart[] {
  switch (exercise.type) {
    case 'choice':
      return exercise.options.map(plain);
    case 'match': {
      const { left, right } = columnsOf(exercise);
      return left.map(({ id, text }) => ({ id, text, choices: right.map(shown) }));
    }
    case 'order':
      return itemsOf(exercise).map(plain);
    case 'case':
      return exercise.steps.map(({ id, question, options }) => ({ id, text: question, choices: options.map(shown) }));
    case 'numeric':
      return exercise.parts.map(({ id, question, unit }) => plain({ id, text: `${question} (${unit})` }));
    case 'checklist':
      return exercise.items.map(({ id, text, evidence }) =>
        plain({
          id,
          text: evidence === undefined ? text : `${text} (с подтверждением: что именно, от ${evidence} знаков)`,
        }),
      );
    case 'table':
      return exercise.columns.map(({ id, title, required, about }) =>
        plain({ id, text: `${title}${required ? ', обязательно' : ''}${about === undefined ? '' : `: ${about}`}` }),
      );
    case 'deep':
      return exercise.parts.map(({ id, title }) => plain({ id, text: title }));
    default:
      return [];
  }
}

/** The public side of an exercise: no key, explanation, hint text, level, or model answer. */
export function publicExercise(exercise: Exercise): PublicExercise {
  const { id, version, title, type, prompt, context, estimated_minutes, bloom, requires_project, passing_score } =
    exercise;
  return {
    id,
    version,
    title,
    type,
    prompt,
    context: context ?? null,
    parts: partsOf(exercise),
    estimated_minutes,
    bloom,
    difficulty: difficultyOf(exercise),
    requires_project,
    passing_score,
    graded_by: isGraded(exercise) ? 'host' : 'server',
    rubric: isGraded(exercise) ? publicRubric(exercise.rubric) : null,
    hints_available: exercise.hints.length,
    guide_refs: exercise.guide_refs,
  };
}

function publicRubric({ id, title, criteria }: PublicRubric): PublicRubric {
  return { id, title, criteria: criteria.map(({ id, name, weight }) => ({ id, name, weight })) };
}
