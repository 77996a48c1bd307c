import { useState } from 'preact/hooks';
import { changedPlan, DAYS, MINUTES, numberIn, type Plan, rulesOf } from './plan-model.ts';

interface PlanFormProps {
  readonly start: string;
  readonly before: Plan | null;
  onDone(plan: Plan): void;
  onCancel(): void;
}

/** The form of a plan: two numbers and the rules of the week. Nothing is sent from here. */
export function PlanForm({ start, before, onDone, onCancel }: PlanFormProps) {
  const [days, setDays] = useState(String(before?.target_days ?? 5));
  const [minutes, setMinutes] = useState(String(before?.target_minutes_per_day ?? 30));
  const [rules, setRules] = useState((before?.invariants ?? []).join('\n'));
  const [target_days, target_minutes_per_day] = [numberIn(days, DAYS), numberIn(minutes, MINUTES)];
  const done = (event: Event) => {
    event.preventDefault();
    if (target_days === null || target_minutes_per_day === null) return;
    onDone(changedPlan(start, before, { target_days, target_minutes_per_day, invariants: rulesOf(rules) }));
  };
  return (
    <form onSubmit={done}>
      <NumberField label="Дней с занятиями" onInput={setDays} range={DAYS} value={days} />
      <NumberField label="Минут в такой день" onInput={setMinutes} range={MINUTES} value={minutes} />
      <label>
        Что соблюдать всю неделю, по строке
        <textarea onInput={({ currentTarget }) => setRules(currentTarget.value)} rows={2} value={rules} />
      </label>
      <p class="buttons">
        <button class="main" disabled={target_days === null || target_minutes_per_day === null} type="submit">
          Посмотреть, что сохранится
        </button>
        <button onClick={onCancel} type="button">
          Отмена
        </button>
      </p>
    </form>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly range: { readonly least: number; readonly most: number };
  onInput(value: string): void;
}

function NumberField({ label, value, range, onInput }: NumberFieldProps) {
  const wrong = numberIn(value, range) === null;
  return (
    <label>
      {label}: от {range.least} до {range.most}
      <input
        aria-invalid={wrong}
        inputMode="numeric"
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        value={value}
      />
    </label>
  );
}
