import type * as z from 'zod';
import type { reflectionNoteSchema } from '../../domain/reflection/reflection-note.ts';
import { formatPeriod, says, saysAll } from '../wording.ts';

type Note = Partial<z.output<typeof reflectionNoteSchema>>;

/** A note in words, line by line. */
export function noteLines({
  period,
  achievements = [],
  challenges = [],
  insights = [],
  next_focus = [],
  ...note
}: Note) {
  const { text, mood, state = {} } = note;
  const marks = [
    ['настроение', mood],
    ['энергия', state.energy],
    ['внимание', state.attention],
    ['сон', state.sleep],
  ].flatMap(([name, mark]) => (mark === undefined ? [] : [`${name} ${mark}`]));
  return [
    ...(period === undefined ? [] : [`О датах: ${formatPeriod(period.start, period.end)}`]),
    ...saysAll('Получилось', achievements),
    ...saysAll('Было трудно', challenges),
    ...saysAll('Понял', insights),
    ...saysAll('Дальше', next_focus),
    ...says('Текст', text),
    ...(marks.length === 0 ? [] : [`Оценки от 1 до 5: ${marks.join(', ')}`]),
  ];
}
