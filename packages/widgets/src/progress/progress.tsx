import { formatDays, formatDecimal, plural } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Figure, Figures, Heading, QualityNote, Unknown } from '../kit/parts.tsx';
import { Steps } from '../kit/steps.tsx';
import './progress.css';
import { type Criterion, type Progress, readProgress } from './read-progress.ts';
import { readTrend, type Trend } from './read-trend.ts';
import { TrendView } from './trend.tsx';
import { METRICS, STAGES, wordFor } from './words.ts';

mount('Прогресс', ProgressOrTrend);

/** Both tools have this picture: a trend is one of its parts. */
function ProgressOrTrend({ answer, call }: ViewProps) {
  const isTrend = answer.list('series').length > 0;
  return isTrend ? (
    <TrendView trend={readTrend(answer)} />
  ) : (
    <ProgressView call={call} progress={readProgress(answer)} />
  );
}

function ProgressView({ progress, call }: { readonly progress: Progress; readonly call: Call | null }) {
  const { weeks, hours, activeDays, streak, goals, quality } = progress;
  const about =
    weeks === null ? null : `За ${plural(weeks, 'полную неделю', 'полные недели', 'полных недель')} и по сегодня.`;
  return (
    <>
      <Heading about={about} title="Прогресс" />
      <Figures>
        <Figure name="Часы в неделю">{hours === null ? null : formatDecimal(hours)}</Figure>
        <Figure name="Дни с занятиями в неделю">{activeDays === null ? null : formatDecimal(activeDays)}</Figure>
        <Figure name="Подряд с занятиями">
          {streak === null ? null : (
            <>
              {streak.current === null ? <Unknown /> : currentStreak(streak.current)}
              {streak.longest === 0 ? null : <small>самая длинная: {formatDays(streak.longest)}</small>}
            </>
          )}
        </Figure>
        {goals === null ? null : (
          <Figure name="Цели">
            {goals.active === 0 ? 'сейчас нет' : goals.active}
            {goals.done === 0 ? null : <small>достигнуто: {goals.done}</small>}
          </Figure>
        )}
      </Figures>
      <Stage progress={progress} />
      <WeeklyHours call={call} />
      <QualityNote quality={quality} />
    </>
  );
}

const currentStreak = (days: number) => (days === 0 ? 'сейчас нет' : formatDays(days));

/** The stage and the evidence for the next one: facts, and no verdict. */
function Stage({ progress: { stage, confirmed, next, criteria } }: { readonly progress: Progress }) {
  const met = criteria.filter(({ status }) => status === 'met').length;
  return (
    <section aria-label="Ступень">
      <p>
        Ступень по записям: {stage === null ? <Unknown /> : wordFor(STAGES, stage)}. Подтверждена:{' '}
        <Confirmed stage={confirmed} />.
      </p>
      {criteria.length === 0 ? null : (
        <details>
          <summary>
            {next === null ? 'Признаки' : `К ступени «${wordFor(STAGES, next)}»`}: {met} из {criteria.length}
          </summary>
          <ul class="criteria">
            {criteria.map((criterion) => (
              <li class={criterion.status} key={criterion.id}>
                <span>{wordFor(METRICS, criterion.id)}</span>
                <span>{evidence(criterion)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Confirmed({ stage }: { readonly stage: Progress['confirmed'] }) {
  if (stage === null) return <Unknown />;
  return <>{stage === 'none' ? 'пока никакая' : wordFor(STAGES, stage)}</>;
}

function evidence({ value, norm, isCeiling, unit, status, why }: Criterion): string {
  const wanted = `${isCeiling ? 'не больше' : 'от'} ${formatDecimal(norm)} ${unit}`.trim();
  if (status === 'unknown' || value === null) return `неизвестно${why === null ? '' : `: ${why}`} (${wanted})`;
  return `${status === 'met' ? '✓' : '○'} ${value === 0 ? 'пока нет' : formatDecimal(value)} (${wanted})`;
}

/** The hours of the last weeks, when the person asks for them: a call of its own, and only where the host passes calls. */
function WeeklyHours({ call }: { readonly call: Call | null }) {
  const [trend, setTrend] = useState<Trend | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  if (call === null) return null;
  const ask = () =>
    void call('dt_get_metric_trend', { metric_ids: ['hours_per_week'], period: '8w' }).then(
      (answer) => {
        setFailure(null);
        setTrend(readTrend(answer));
      },
      (error: Error) => setFailure(error.message),
    );
  return (
    <Steps name="Часы по неделям" step={trend !== null}>
      {failure === null ? null : <p role="alert">{failure}</p>}
      {trend !== null ? (
        <TrendView isPart trend={trend} />
      ) : (
        <button onClick={ask} type="button">
          Часы по неделям
        </button>
      )}
    </Steps>
  );
}
