import { clockOf, dayOf } from '../kit/dates.ts';
import { Heading, QualityNote } from '../kit/parts.tsx';
import type { Quality } from '../kit/quality.ts';
import type { Meeting } from './read-meetings.ts';

/** The meetings of a calendar by day, in the person's own time. */
export function Calendar({ meetings, quality }: { readonly meetings: readonly Meeting[]; readonly quality: Quality }) {
  const days = Map.groupBy(meetings, ({ start }) => dayOf(start) ?? 'День неизвестен');
  return (
    <>
      <Heading about="По часам этого устройства." title="Календарь встреч" />
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2>{day}</h2>
          <ul class="rows">
            {ofDay.map((meeting, at) => (
              // Two meetings of a day may have the same subject and time.
              <li class={meeting.isCancelled ? 'timed cancelled' : 'timed'} key={at}>
                <Entry meeting={meeting} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <QualityNote quality={quality} />
    </>
  );
}

function Entry({ meeting: { subject, start, end, room, isCancelled } }: { readonly meeting: Meeting }) {
  const hours = [clockOf(start), clockOf(end)].filter((clock) => clock !== null).join('–');
  return (
    <>
      <span class="time">{hours || '—'}</span>
      <div>
        <span class="subject">{subject ?? 'Закрытая встреча'}</span>
        {isCancelled ? <b class="mark"> отменена</b> : null}
        {room === null ? null : <p class="about">Комната: {room}</p>}
      </div>
    </>
  );
}
