import { Temporal } from 'temporal-polyfill';
import { Scene } from './scene.ts';
import { DEMO_ZONE } from './weeks.ts';

/** The fields of `dt_save_activity_event` that the demo reads. */
interface Saved {
  readonly duplicate: boolean;
  readonly day_total_minutes: number;
  /** Null when no streak is seen. */
  readonly streak_days: number | null;
  readonly warnings: readonly string[];
}

const MINUTES = 30;

/**
 * «Запиши помидорку»: shows the line of a slot that has just ended and saves it after a yes, then what came of it. A repeat
 * before the next slot could end is the same one.
 */
export async function playLogSlot(login: string, portOffset: number, now: Date): Promise<string> {
  const scene = new Scene('Запиши помидорку', login, portOffset);
  const { talk } = scene;
  talk.learner('Запиши помидорку: только что полчаса писал заметку.');
  const step = await scene.step({ intent: 'log_slot' });
  talk.guide(`${beganAt(now)} · письмо · ${MINUTES} мин · заметка. Записываю?`);
  talk.learner('Да.');
  const saved = await scene.twin<Saved>('dt_save_activity_event', {
    activity_type: 'writing',
    ended: 'now',
    duration_minutes: MINUTES,
    title: 'Заметка',
  });
  talk.guide([...savedLines(saved), 'Заметка осталась? Запишу и её.'].join('\n'));
  talk.learner('Да, запиши.');
  const { operation } = await scene.twin<{ operation: string }>('dt_save_work_product', {
    type: 'note',
    title: 'Заметка',
  });
  const product = operation === 'unchanged' ? 'Заметка уже записана.' : 'Записал и заметку.';
  talk.guide(`${product} Ещё запись или на этом всё?`);
  talk.note(`дальше из ${step.state}: ${step.transitions.join(', ')}`);
  return scene.end();
}

/** The start of a slot that ends now, in words. */
function beganAt(now: Date): string {
  const ended = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(DEMO_ZONE);
  const began = ended.subtract({ minutes: MINUTES });
  const day = began.toPlainDate().equals(ended.toPlainDate()) ? 'Сегодня' : 'Вчера';
  return `${day} ${began.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

function savedLines({ duplicate, day_total_minutes, streak_days, warnings }: Saved): readonly string[] {
  const first = duplicate ? 'Такая запись уже есть, второй раз не записываю.' : 'Записал.';
  const streak = streak_days !== null && streak_days > 1 ? ` Подряд с занятиями — ${streak_days} дн.` : '';
  return [`${first} За день — ${day_total_minutes} мин.${streak}`, ...warnings];
}
