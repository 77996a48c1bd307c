import type { Draft, Exercise } from './exercise-model.ts';

interface FieldsProps {
  readonly exercise: Exercise;
  readonly draft: Draft;
  onChange(change: Partial<Draft>): void;
}

/** The fields of an answer, by the kind of the exercise. */
export function AnswerFields(props: FieldsProps) {
  switch (props.exercise.type) {
    case 'choice':
      return <Options {...props} />;
    case 'order':
      return <Ordering {...props} />;
    case 'match':
    case 'case':
      return <Selections {...props} />;
    case 'numeric':
    case 'deep':
      return <PartTexts {...props} />;
    case 'checklist':
      return <Checklist {...props} />;
    case 'table':
      return <Rows {...props} />;
    case 'short_text':
      return <OneText {...props} rows={1} />;
    default:
      return <OneText {...props} rows={6} />;
  }
}

const toggled = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];

function Options({ exercise: { parts, isSingle }, draft, onChange }: FieldsProps) {
  return (
    <fieldset>
      <legend>{isSingle ? 'Один вариант' : 'Один или несколько вариантов'}</legend>
      {parts.map(({ id, text }) => (
        <label class="option" key={id}>
          <input
            checked={draft.ids.includes(id)}
            name="option"
            onChange={() => onChange({ ids: isSingle ? [id] : toggled(draft.ids, id) })}
            type={isSingle ? 'radio' : 'checkbox'}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Moved by buttons: dragging has no keyboard. */
function Ordering({ exercise: { parts }, draft: { ids }, onChange }: FieldsProps) {
  // A button that can do nothing is not disabled: the focus of who pressed it would be lost.
  const move = (at: number, by: number) => {
    if (at + by < 0 || at + by >= ids.length) return;
    const next = [...ids];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange({ ids: next });
  };
  return (
    <ol class="ordering">
      {ids.map((id, at) => {
        const text = parts.find((part) => part.id === id)?.text ?? id;
        return (
          <li key={id}>
            <span>{text}</span>
            <button aria-disabled={at === 0} onClick={() => move(at, -1)} type="button">
              <span aria-hidden="true">↑</span>
              <span class="spoken">Выше: {text}</span>
            </button>
            <button aria-disabled={at === ids.length - 1} onClick={() => move(at, 1)} type="button">
              <span aria-hidden="true">↓</span>
              <span class="spoken">Ниже: {text}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Selections({ exercise: { parts }, draft: { byPart }, onChange }: FieldsProps) {
  return (
    <>
      {parts.map(({ id, text, choices }) => (
        <label key={id}>
          {text}
          <select
            onChange={({ currentTarget }) => onChange({ byPart: { ...byPart, [id]: currentTarget.value } })}
            value={byPart[id] ?? ''}
          >
            <option value="">—</option>
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}

function PartTexts({ exercise: { parts, type }, draft: { byPart }, onChange }: FieldsProps) {
  return (
    <>
      {parts.map(({ id, text }) => {
        const write = (event: { readonly currentTarget: { readonly value: string } }) =>
          onChange({ byPart: { ...byPart, [id]: event.currentTarget.value } });
        const value = byPart[id] ?? '';
        const isNumber = type === 'numeric';
        return isNumber ? (
          <label key={id}>
            {text}
            <input inputMode="decimal" onInput={write} value={value} />
          </label>
        ) : (
          <label key={id}>
            {text}
            <textarea onInput={write} rows={3} value={value} />
          </label>
        );
      })}
    </>
  );
}

function Checklist({ exercise: { parts }, draft: { done, byPart }, onChange }: FieldsProps) {
  return (
    <>
      {parts.map(({ id, text }) => (
        <fieldset key={id}>
          <legend class="spoken">{text}</legend>
          <label class="option">
            <input checked={done.includes(id)} onChange={() => onChange({ done: toggled(done, id) })} type="checkbox" />
            <span>{text}</span>
          </label>
          {done.includes(id) ? (
            <label>
              Что именно сделано
              <input
                onInput={({ currentTarget }) => onChange({ byPart: { ...byPart, [id]: currentTarget.value } })}
                value={byPart[id] ?? ''}
              />
            </label>
          ) : null}
        </fieldset>
      ))}
    </>
  );
}

/** Most rows of a table. */
const MOST_ROWS = 30;

function Rows({ exercise: { parts }, draft: { rows }, onChange }: FieldsProps) {
  const write = (at: number, column: string, value: string) =>
    onChange({ rows: rows.map((row, index) => (index === at ? { ...row, [column]: value } : row)) });
  return (
    <>
      {rows.map((row, at) => (
        // Rows are only added at the end, so the place is their name.
        <fieldset key={at}>
          <legend>Строка {at + 1}</legend>
          {parts.map(({ id, text }) => (
            <label key={id}>
              {text}
              <input onInput={({ currentTarget }) => write(at, id, currentTarget.value)} value={row[id] ?? ''} />
            </label>
          ))}
        </fieldset>
      ))}
      {rows.length < MOST_ROWS ? (
        <button onClick={() => onChange({ rows: [...rows, {}] })} type="button">
          Ещё строка
        </button>
      ) : null}
    </>
  );
}

function OneText({ draft: { text }, rows, onChange }: FieldsProps & { readonly rows: number }) {
  return (
    <label>
      Ответ
      <textarea onInput={({ currentTarget }) => onChange({ text: currentTarget.value })} rows={rows} value={text} />
    </label>
  );
}
