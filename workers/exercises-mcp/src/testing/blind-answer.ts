import type { Answer } from '../domain/checking/answer.ts';
import type { Exercise, GradedExercise } from '../domain/content/exercise.ts';
import { columnsOf, itemsOf } from '../domain/content/sides.ts';

/** Words of no guide, enough for the longest answer that a rubric asks for. */
const PROSE =
  `Бабушка держала на подоконнике герань и каждое утро двигала горшок ближе к свету. Сосед чинил велосипед возле
подъезда, разложив инструмент на старой скатерти, и насвистывал что-то военное. Весной мы копали грядки, осенью сушили
яблоки, зимой клеили рамы бумажной лентой. Однажды дедушка принёс радиоприёмник без задней стенки, и лампы внутри светились
оранжевым, будто маленький город ночью. Мне разрешали крутить ручку медленно, чтобы поймать далёкую станцию. Говорили там
непонятно, зато музыка понравилась всем, даже кошке. Потом приёмник отдали двоюродному брату, а на его место поставили
аквариум с тремя рыбками и улиткой. Улитка ползала по стеклу вверх, падала, начинала заново. Отец смеялся и называл её
альпинисткой. Летом ездили к реке: костёр, печёная картошка, комары, мокрые полотенца на верёвке. Тётя Нина пела, дядя
Коля спорил о погоде и всегда проигрывал. Возвращались поздно, электричка стучала, за окном мелькали платформы, фонари,
чужие дачи. Дома чай, варенье из крыжовника, сонные голоса, тиканье ходиков над дверью. Теперь ходики висят у меня, гирька
заменена болтом, стрелки спешат на семь минут, и выбросить их рука никак не поднимается.`
    .split(/\s+/)
    .map((word) => word.trim());

/** Some words of the prose, from a place on. */
const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => PROSE[(from + i) % PROSE.length]).join(' ');

/** A well-formed answer to any exercise, made without its key; long enough to be graded where a rubric grades it. */
export function blindAnswer(exercise: Exercise): Answer {
  switch (exercise.type) {
    case 'choice':
      return [exercise.options[0]?.id ?? ''];
    case 'match': {
      const { left, right } = columnsOf(exercise);
      return Object.fromEntries(left.map(({ id }, i) => [id, right[i]?.id]));
    }
    case 'order':
      return itemsOf(exercise).map(({ id }) => id);
    case 'case':
      return Object.fromEntries(exercise.steps.map(({ id, options }) => [id, options[0]?.id]));
    case 'numeric':
      return Object.fromEntries(exercise.parts.map(({ id, value }) => [id, value + 1_000]));
    case 'short_text':
      return 'герань';
    case 'checklist':
      return Object.fromEntries(exercise.items.map(({ id }) => [id, { done: true, evidence: 'да' }]));
    case 'table':
      return Array.from({ length: exercise.min_rows }, (_, row) =>
        Object.fromEntries(exercise.columns.map(({ id }, i) => [id, words(row * 20 + i * 3, 3)])),
      );
    case 'deep': {
      const starts = exercise.parts.map((_, i) =>
        exercise.parts.slice(0, i).reduce((sum, { min }) => sum + min + 5, 0),
      );
      return Object.fromEntries(exercise.parts.map(({ id, min }, i) => [id, words(starts[i] ?? 0, min + 5)]));
    }
    default:
      return words(0, exercise.words.expected + 5);
  }
}

/** The highest grades of an answer, each with its first words. */
export function highestGrades({ rubric }: GradedExercise, text: string): object {
  const evidence = text.split(/\s+/).slice(0, 3).join(' ');
  return {
    criterion_scores: Object.fromEntries(rubric.criteria.map(({ id, weight }) => [id, { score: weight, evidence }])),
    strengths: ['Ответ написан'],
    issues: rubric.criteria.slice(0, 1).map(({ id }) => ({ criterion: id, issue: 'Коротко', suggestion: 'Допиши' })),
    next_step: 'Отдохни',
  };
}
