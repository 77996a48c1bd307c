import { formatDays, formatMinutes } from '@aisystant/mcp/russian';
import { dateIn, longDayOf, periodOf, weekdayOf } from '../kit/dates.ts';
import { mount, type ViewProps } from '../kit/mount.tsx';
import { Figure, Figures, Heading, QualityNote, Unknown } from '../kit/parts.tsx';
import { type Day, readWeek, type Week } from './read-week.ts';
import './week.css';

mount('Неделя', WeekView);

/** A week: minutes by day against the plan, and the facts of the week. */
function WeekView({ answer }: ViewProps) {
  const week = readWeek(answer);
  return (
    <>
      <Heading about={stateOf(week)} title={`Неделя ${periodOf(week.start, week.end)}`} />
      <Chart week={week} />
      <Facts week={week} />
      <QualityNote quality={week.quality} />
    </>
  );
}

function stateOf({ isComplete, start, quality }: Week): string | null {
  if (isComplete !== false) return null;
  const today = dateIn(quality.zone, quality.asOf);
  return today !== null && today < start ? 'Неделя ещё не началась.' : 'Неделя ещё идёт.';
}

function Chart({ week: { days, plan } }: { readonly week: Week }) {
  const perDay = plan && plan.days > 0 ? Math.round(plan.minutes / plan.days) : null;
  const tallest = Math.max(perDay ?? 0, ...days.map((day) => (day.kind === 'known' ? day.minutes : 0)), 1);
  const share = (minutes: number) => `${Math.round((minutes / tallest) * 100)}%`;
  return (
    <section aria-label="Минуты по дням" class="chart">
      {perDay ? <p class="plan">По плану {formatMinutes(perDay)} в день</p> : null}
      <ol class="days" style={perDay ? `--plan-at:${share(perDay)}` : undefined}>
        {days.map((day) => (
          <li class={`day ${day.kind === 'untimed' ? 'unknown' : day.kind}`} key={day.date}>
            <span aria-hidden="true" class="value">
              {shortValue(day)}
            </span>
            <span aria-hidden="true" class="track">
              <span class="bar" style={day.kind === 'known' ? `height:${share(day.minutes)}` : undefined} />
            </span>
            <span aria-hidden="true" class="name">
              {weekdayOf(day.date)}
            </span>
            <span class="spoken">{spoken(day)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** In the narrow column of a day. */
function shortValue(day: Day): string {
  if (day.kind === 'known') return String(day.minutes);
  return day.kind === 'ahead' ? '' : '?';
}

function spoken(day: Day): string {
  const words = { untimed: 'длительность не записана', unknown: 'данных нет', ahead: 'записей пока нет' };
  return `${longDayOf(day.date)}: ${day.kind === 'known' ? formatMinutes(day.minutes) : words[day.kind]}`;
}

function Facts({ week: { minutes, activeDays, plan, slot, products, previous } }: { readonly week: Week }) {
  return (
    <Figures>
      <Figure name="Время">
        {minutes === null ? null : (
          <>
            {formatMinutes(minutes)}
            {plan ? <small>по плану {plan.minutes}</small> : null}
          </>
        )}
      </Figure>
      <Figure name="Дни с занятиями">
        {activeDays === null ? null : (
          <>
            {activeDays} из 7{plan ? <small>по плану {plan.days}</small> : null}
          </>
        )}
      </Figure>
      {slot ? (
        <Figure name={`Слот в ${slot.time}`}>
          {slot.held} из {slot.due}
        </Figure>
      ) : null}
      {products === null ? null : <Figure name="Рабочие продукты">{products}</Figure>}
      {previous ? (
        <Figure name="Неделей раньше">
          {previous.minutes === null ? <Unknown /> : formatMinutes(previous.minutes)}
          <small>{formatDays(previous.days)}</small>
        </Figure>
      ) : null}
    </Figures>
  );
}
