import { quote, ToolError } from '@aisystant/mcp';
import { exercises } from '../content.ts';
import { type Exercise, type GradedExercise, isGraded } from '../domain/content/exercise.ts';
import { closestIds, exerciseNamed } from '../domain/content/find-exercises.ts';

/** The exercise with this id. Throws `NOT_FOUND` with ids that may have been meant. */
export function requireExercise(id: string): Exercise {
  const found = exerciseNamed(exercises(), id);
  if (found) return found;
  const similar = closestIds(exercises(), id);
  const hint = similar.length > 0 ? `Похожие: ${similar.join(', ')}.` : 'Все номера: exercises_list.';
  throw new ToolError('NOT_FOUND', `Упражнения ${quote(id)} нет.`, { field: 'exercise_id', hint });
}

/** The exercise whose rubric has this id. Throws `NOT_FOUND`. */
export function requireRubric(id: string): GradedExercise {
  const graded = exercises().filter(isGraded);
  const found = graded.find(({ rubric }) => rubric.id === id.trim());
  if (found) return found;
  const hint = `Есть: ${graded.map(({ rubric }) => rubric.id).join(', ')}.`;
  throw new ToolError('NOT_FOUND', `Рубрики ${quote(id)} нет.`, { field: 'rubric_id', hint });
}
