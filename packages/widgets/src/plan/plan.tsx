import { formatDays, formatMinutes, formatMinutesEach } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { longDayOf, periodOf } from '../kit/dates.ts';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Figure, Figures, Heading, Note, QualityNote, Unknown } from '../kit/parts.tsx';
import { Steps } from '../kit/steps.tsx';
import { PlanForm } from './plan-form.tsx';
import { type Plan, type PlannedWeek, readPlan, readPlannedWeek } from './plan-model.ts';

mount('План недели', PlanView);

/** What the person is doing: looking, writing, or looking at what would be saved. */
type Step = 'look' | 'write' | 'confirm';

function PlanView({ answer, call, tellModel }: ViewProps) {
  const [saved, setSaved] = useState<{ readonly plan: Plan; readonly version: number } | null>(null);
  const read = readPlannedWeek(answer);
  const week: PlannedWeek = saved ? { ...read, ...saved } : read;
  const onSaved = (plan: Plan, version: number) => {
    setSaved({ plan, version });
    tellModel(`Ученик сам изменил план недели с ${plan.week_start} на картинке: ${inWords(plan)}, версия ${version}.`);
  };
  return (
    <>
      <Heading title={`План недели ${periodOf(week.start, week.end)}`} />
      <Facts week={week} />
      <Planned plan={week.plan} />
      {saved ? <Note>План сохранён.</Note> : null}
      {call && week.plan !== 'unknown' ? (
        <Change before={week.plan} call={call} onSaved={onSaved} start={week.start} version={week.version} />
      ) : null}
      <QualityNote quality={week.quality} />
    </>
  );
}

function Planned({ plan }: Pick<PlannedWeek, 'plan'>) {
  if (plan === 'unknown') return <Note>Есть ли план на эту неделю, неизвестно.</Note>;
  return plan ? <Details plan={plan} /> : <Note>Плана на эту неделю пока нет.</Note>;
}

function Facts({ week: { plan, fact } }: { readonly week: PlannedWeek }) {
  return (
    <Figures>
      {plan && plan !== 'unknown' ? (
        <Figure name="Намечено">
          {formatMinutes(plan.target_days * plan.target_minutes_per_day)}
          <small>
            {formatDays(plan.target_days)} {formatMinutesEach(plan.target_minutes_per_day)}
          </small>
        </Figure>
      ) : null}
      <Figure name="Сделано">
        {fact === null ? null : (
          <>
            {fact.minutes === null ? <Unknown /> : formatMinutes(fact.minutes)}
            <small>{formatDays(fact.days)}</small>
          </>
        )}
      </Figure>
    </Figures>
  );
}

/** The dates and the rules of a plan. */
function Details({ plan: { days = [], invariants = [] } }: { readonly plan: Plan }) {
  if (days.length + invariants.length === 0) return null;
  return (
    <section aria-label="Подробности плана">
      <Lines
        lines={days.map(
          ({ date, minutes, focus }) =>
            `${longDayOf(date)}: ${formatMinutes(minutes)}${focus === undefined ? '' : `, ${focus}`}`,
        )}
        title="По дням"
      />
      <Lines lines={invariants} title="Всю неделю" />
    </section>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

interface ChangeProps extends Pick<PlannedWeek, 'start' | 'version'> {
  /** The plan that is changed; null where there is none. */
  readonly before: Plan | null;
  readonly call: Call;
  onSaved(plan: Plan, version: number): void;
}

/** Changes the plan: what is written is shown first, and only then saved. */
function Change(props: ChangeProps) {
  const [step, setStep] = useState<Step>('look');
  return (
    <Steps name="Изменение плана" step={step}>
      <CurrentStep {...props} setStep={setStep} step={step} />
    </Steps>
  );
}

interface CurrentStepProps extends ChangeProps {
  readonly step: Step;
  setStep(step: Step): void;
}

function CurrentStep({ before, start, version, call, onSaved, step, setStep }: CurrentStepProps) {
  const [draft, setDraft] = useState<Plan | null>(null);
  if (step === 'look') {
    return (
      <button onClick={() => setStep('write')} type="button">
        {before ? 'Изменить план' : 'Составить план'}
      </button>
    );
  }
  if (step === 'write' || draft === null) {
    const show = (plan: Plan) => {
      setDraft(plan);
      setStep('confirm');
    };
    return <PlanForm before={draft ?? before} onCancel={() => setStep('look')} onDone={show} start={start} />;
  }
  const close = (plan: Plan, saved: number) => {
    onSaved(plan, saved);
    setDraft(null);
    setStep('look');
  };
  const back = () => setStep('write');
  return <Confirmation before={before} call={call} draft={draft} onBack={back} onSaved={close} version={version} />;
}

interface ConfirmationProps extends Omit<ChangeProps, 'start'> {
  readonly draft: Plan;
  onBack(): void;
}

/** The plan as it would be saved, and the button that saves it. */
function Confirmation({ before, version, draft, call, onSaved, onBack }: ConfirmationProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const answer = await call('dt_save_week_plan', {
        ...draft,
        ...(version > 0 && { expected_version: version }),
      });
      onSaved(readPlan(answer.record('plan')) ?? draft, answer.record('plan').count('version') ?? 0);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <section aria-label="Что сохранится" class="confirm">
      <h2>Сохранить так?</h2>
      <p>{inWords(draft)}.</p>
      <Details plan={draft} />
      {before?.days && !draft.days ? <p>Разбивки по датам в новом плане не будет: числа стали другими.</p> : null}
      {failure === null ? null : <p role="alert">{failure}</p>}
      <p class="buttons">
        <button class="main" onClick={() => void save()} type="button">
          {busy ? 'Сохраняю…' : 'Сохранить'}
        </button>
        <button disabled={busy} onClick={onBack} type="button">
          Исправить
        </button>
      </p>
    </section>
  );
}

const inWords = ({ target_days, target_minutes_per_day }: Plan): string =>
  `${formatDays(target_days)} ${formatMinutesEach(target_minutes_per_day)}, всего ${formatMinutes(target_days * target_minutes_per_day)}`;
