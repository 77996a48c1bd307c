import { formatMinutesGenitive } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Heading, Note } from '../kit/parts.tsx';
import type { Reader } from '../kit/read.ts';
import { Steps } from '../kit/steps.tsx';
import { AnswerFields } from './answer-form.tsx';
import './exercise.css';
import { answerOf, type Draft, type Exercise, emptyDraft, inWords, readExercise } from './exercise-model.ts';
import { readVerdict, type Verdict } from './read-verdict.ts';

mount('Упражнение', ExerciseView);

/** An exercise, or the verdict on an answer that was checked in the chat. */
function ExerciseView({ answer, call, say }: ViewProps) {
  const verdict = readVerdict(answer);
  if (verdict) {
    return (
      <>
        <Heading about={answer.text('exercise_id')} title="Разбор ответа" />
        <VerdictView verdict={verdict} />
      </>
    );
  }
  const exercise = readExercise(answer);
  if (exercise === null) {
    const isGraded = answer.text('phase') === 'evaluation_required';
    return <Note>{isGraded ? 'Ответ ждёт оценки по рубрике: она придёт в чат.' : 'Упражнения в ответе нет.'}</Note>;
  }
  return <Card call={call} exercise={exercise} key={exercise.id} say={say} />;
}

interface CardProps extends Pick<ViewProps, 'call' | 'say'> {
  readonly exercise: Exercise;
}

function Card({ exercise, call, say }: CardProps) {
  const { title, minutes, context, prompt, hints } = exercise;
  return (
    <>
      <Heading about={minutes === null ? null : `Около ${formatMinutesGenitive(minutes)}`} title={title} />
      {context === null ? null : <p class="words">{context}</p>}
      <p class="words">{prompt}</p>
      <Answering call={call} exercise={exercise} say={say} />
      {call && hints > 0 ? <Hints call={call} exercise={exercise} /> : null}
    </>
  );
}

/** The form, then the answer as it would be sent, then the verdict: all in one place. */
function Answering({ exercise, call, say }: CardProps) {
  const [draft, setDraft] = useState<Draft>(emptyDraft(exercise));
  const [isShown, setShown] = useState(false);
  const [sent, setSent] = useState<Verdict | string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const answer = answerOf(exercise, draft);
  const send = exercise.isCheckedHere ? call && checkBy(call, exercise) : say && sayBy(say, exercise);
  if (send === null || exercise.type === null) return <Note>Ответ напишите в чат.</Note>;
  // Nothing is sent a second time: in the chat it would be said twice.
  if (sent !== null) {
    return (
      <Steps name="Решение" step="sent">
        {typeof sent === 'string' ? <Note>{sent}</Note> : <VerdictView verdict={sent} />}
      </Steps>
    );
  }
  if (isShown && answer !== null) {
    const submit = () => {
      if (isSending) return;
      setFailure(null);
      setSending(true);
      void send(answer)
        .then(setSent, (error: Error) => setFailure(error.message))
        .then(() => setSending(false));
    };
    const lines = inWords(exercise, answer);
    return (
      <Steps name="Решение" step="confirm">
        <Confirmation
          failure={failure}
          isSending={isSending}
          lines={lines}
          onBack={() => setShown(false)}
          onSend={submit}
        />
      </Steps>
    );
  }
  const show = (event: Event) => {
    event.preventDefault();
    setFailure(null);
    setShown(true);
  };
  return (
    <Steps name="Решение" step="write">
      <form onSubmit={show}>
        <AnswerFields draft={draft} exercise={exercise} onChange={(change) => setDraft({ ...draft, ...change })} />
        <button class="main" disabled={answer === null} type="submit">
          Посмотреть ответ
        </button>
      </form>
    </Steps>
  );
}

interface ConfirmationProps {
  readonly lines: readonly string[];
  /** Why it was not sent. */
  readonly failure: string | null;
  readonly isSending: boolean;
  onSend(): void;
  onBack(): void;
}

/** The answer as it would be sent. */
function Confirmation({ lines, failure, isSending, onSend, onBack }: ConfirmationProps) {
  return (
    <section aria-label="Ответ перед отправкой" class="confirm">
      <h2>Отправить такой ответ?</h2>
      <ul>
        {lines.map((line) => (
          <li class="words" key={line}>
            {line}
          </li>
        ))}
      </ul>
      {failure === null ? null : <p role="alert">{failure}</p>}
      <p class="buttons">
        <button class="main" onClick={onSend} type="button">
          {isSending ? 'Отправляю…' : 'Отправить'}
        </button>
        <button disabled={isSending} onClick={onBack} type="button">
          Исправить
        </button>
      </p>
    </section>
  );
}

/** By the key of the server. */
const checkBy =
  (call: Call, { id }: Exercise) =>
  async (answer: unknown): Promise<Verdict | string> =>
    readVerdict(await call('exercises_check', { exercise_id: id, answer })) ?? 'Оценка придёт в чат.';

/** By the model in the chat: a page cannot grade words. */
const sayBy =
  (say: (text: string) => Promise<void>, exercise: Exercise) =>
  async (answer: unknown): Promise<string> => {
    await say(`Мой ответ на упражнение ${exercise.id}:\n\n${inWords(exercise, answer).join('\n')}\n\nПроверь его.`);
    return 'Ответ отправлен в чат, там будет и разбор.';
  };

const VERDICTS = { accepted: 'Принято', needs_revision: 'Нужно доработать', rejected: 'Пока не принято' } as const;
const OUTCOMES = { right: '✓ верно', partly: '◐ отчасти', wrong: '✗ неверно', missing: '○ нет ответа' } as const;

function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  const { score, passing, items, strengths, issues, nextStep, warnings } = verdict;
  return (
    <section aria-label="Разбор" role="status">
      <p class={`verdict ${verdict.verdict}`}>
        {VERDICTS[verdict.verdict]}
        {score === null ? '' : `: ${score}${passing === null ? '' : ` из 100, нужно ${passing}`}`}
      </p>
      <ul class="items">
        {items.map(({ item, title, outcome, text }) => (
          <li key={item}>
            <b>{OUTCOMES[outcome]}</b> {title}
            {text === '' ? null : <p class="about">{text}</p>}
          </li>
        ))}
        {strengths.map((text) => (
          <li key={text}>
            <b>Удалось:</b> {text}
          </li>
        ))}
        {issues.map(({ issue, suggestion }) => (
          <li key={issue}>
            <b>Доработать:</b> {issue}
            <p class="about">{suggestion}</p>
          </li>
        ))}
      </ul>
      {nextStep === null ? null : <p>Дальше: {nextStep}</p>}
      <p class="about">{savedWords(verdict)}</p>
      {warnings.map((warning) => (
        <p class="about" key={warning}>
          {warning}
        </p>
      ))}
    </section>
  );
}

function savedWords({ isSaved, notSaved }: Verdict): string {
  if (isSaved === null) return 'Сохранена ли попытка, неизвестно.';
  return isSaved ? 'Попытка сохранена.' : `Попытка не сохранена${notSaved === null ? '' : `: ${notSaved}`}.`;
}

/** Hints, one at a time, from the general to the close. */
function Hints({ exercise: { id, hints }, call }: { readonly exercise: Exercise; readonly call: Call }) {
  const [shown, setShown] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  // A hint that did not come is asked for again, and not passed over.
  const ask = async () => {
    if (isAsking) return;
    setAsking(true);
    await call('exercises_get_hint', { exercise_id: id, n: shown.length + 1 }).then(
      (answer: Reader) => {
        setFailure(null);
        setShown([...shown, answer.text('hint') ?? 'Подсказки нет.']);
      },
      (error: Error) => setFailure(error.message),
    );
    setAsking(false);
  };
  return (
    <Steps name="Подсказки" step={shown.length < hints}>
      {shown.map((hint) => (
        <p class="hint" key={hint} role="status">
          {hint}
        </p>
      ))}
      {failure === null ? null : <p role="alert">{failure}</p>}
      {shown.length < hints ? (
        <button onClick={() => void ask()} type="button">
          Подсказка {shown.length + 1} из {hints}
        </button>
      ) : null}
    </Steps>
  );
}
