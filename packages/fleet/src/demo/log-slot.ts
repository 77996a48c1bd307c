import { Temporal } from 'temporal-polyfill';
import { Scene } from './scene.ts';
import { DEMO_ZONE, dateIn } from './weeks.ts';

/** The fields of `dt_save_activity_event` that the demo reads. */
interface Saved {
  readonly duplicate: boolean;
  readonly day_total_minutes: number;
  readonly streak_days: number;
  readonly warnings: readonly string[];
}

const MINUTES = 30;

/** «Запиши помидорку»: shows one line and saves it after a yes; a repeat within the hour is the same slot. */
export async function playLogSlot(login: string, portOffset: number, now: Date): Promise<string> {
  const scene = new Scene('Запиши помидорку', login, portOffset);
  const { talk } = scene;
  const began = startOf(now);
  talk.learner('Запиши помидорку: полчаса писал заметку.');
  const step = await scene.step({ intent: 'log_slot' });
  // Just after midnight the slot began yesterday.
  const day = began.toPlainDate().equals(dateIn(DEMO_ZONE, now)) ? 'Сегодня' : 'Вчера';
  const time = began.toPlainTime().toString({ smallestUnit: 'minute' });
  talk.guide(`${day} ${time} · письмо · ${MINUTES} мин · заметка. Записываю?`);
  talk.learner('Да.');
  const saved = await scene.twin<Saved>('dt_save_activity_event', {
    activity_type: 'writing',
    occurred_at: began.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    duration_minutes: MINUTES,
    title: 'Заметка',
  });
  talk.guide([...savedLines(saved), 'Ещё запись или на этом всё?'].join('\n'));
  talk.note(`дальше из ${step.state}: ${step.transitions.join(', ')}`);
  return scene.end();
}

/** The last full hour that is at least half an hour ago. */
function startOf(now: Date): Temporal.ZonedDateTime {
  const there = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(DEMO_ZONE);
  return there.subtract({ minutes: MINUTES }).round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

function savedLines({ duplicate, day_total_minutes, streak_days, warnings }: Saved): readonly string[] {
  const first = duplicate ? 'Такая запись уже есть, второй раз не записываю.' : 'Записал.';
  return [`${first} За день — ${day_total_minutes} мин, дней подряд — ${streak_days}.`, ...warnings];
}
