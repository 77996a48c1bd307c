import { formatMinutes } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { useBeginning } from '../kit/beginning.ts';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Heading, Note } from '../kit/parts.tsx';
import type { Reader } from '../kit/read.ts';
import { Steps } from '../kit/steps.tsx';
import { Markdown } from './markdown.tsx';
import './page.css';

mount('Страница руководства', PageView);

/** Most characters of a page on the screen: more than a server gives at once. */
const LONGEST_PAGE = 20_000;

/** What is shown of what was asked: its answer, and those that went on where it ended. */
interface Read {
  readonly asked: object;
  readonly answers: readonly Reader[];
}

function PageView({ answer, call, input }: ViewProps) {
  const [own, setOwn] = useState<(Read & { readonly from: Reader }) | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  // A new answer of the tool is shown, whatever page was turned to before.
  const { asked, answers }: Read = own?.from === answer ? own : { asked: askedIn(input), answers: [answer] };
  useBeginning(own?.asked);
  const pages = answers.flatMap((each) => each.list('pages'));
  const last = answers.at(-1) ?? answer;
  if (pages.length === 0) return <Note>Страницы в ответе нет.</Note>;
  const ask = (by: Call, to: Read, more: object) => {
    if (isAsking) return;
    setAsking(true);
    void by('guides_get', { ...to.asked, ...more })
      .then(
        (next) => {
          setFailure(null);
          setOwn({ asked: to.asked, answers: [...to.answers, next], from: answer });
        },
        (error: Error) => setFailure(error.message),
      )
      .then(() => setAsking(false));
  };
  const turn = (by: Call, id: string) => ask(by, { asked: { id }, answers: [] }, {});
  const cursor = last.text('next_cursor');
  return (
    <>
      {pages.map((page, at) => (
        <OnePage
          isContinued={at > 0 && page.text('id') === pages[at - 1]?.text('id')}
          key={`${at} ${page.text('id')}`}
          page={page}
        />
      ))}
      {cursor === null && answers.length === 1 ? null : (
        <Continuation
          isAsking={isAsking}
          isEnd={cursor === null}
          onAsk={call && (() => ask(call, { asked, answers }, { cursor }))}
        />
      )}
      {failure === null ? null : <p role="alert">{failure}</p>}
      <nav aria-label="Соседние страницы" class="buttons">
        <Turn call={call} direction="←" onTurn={turn} to={(answers[0] ?? answer).record('previous')} />
        <Turn call={call} direction="→" onTurn={turn} to={last.record('next')} />
      </nav>
    </>
  );
}

interface ContinuationProps {
  readonly isEnd: boolean;
  readonly isAsking: boolean;
  /** Null where the host passes no calls. */
  readonly onAsk: (() => void) | null;
}

/** What is left of a text that comes in pieces. */
function Continuation({ isEnd, isAsking, onAsk }: ContinuationProps) {
  if (onAsk === null) return <p class="about">Это не всё: продолжение можно спросить в чате.</p>;
  return (
    <Steps name="Продолжение" step={isEnd}>
      {isEnd ? (
        <p class="about">Дочитано до конца.</p>
      ) : (
        <button class="main" onClick={onAsk} type="button">
          {isAsking ? 'Загружаю…' : 'Читать дальше'}
        </button>
      )}
    </Steps>
  );
}

/** What the tool was asked for: a cursor goes on with the same. */
function askedIn(input: Reader): object {
  const [id, until, part, characters] = [
    input.text('id'),
    input.text('until'),
    input.text('part'),
    input.count('max_chars'),
  ];
  return {
    ...(id !== null && { id }),
    ...(until !== null && { until }),
    ...(part !== null && { part }),
    ...(characters !== null && { max_chars: characters }),
    ...(input.isTrue('answers') && { answers: true }),
  };
}

interface OnePageProps {
  readonly page: Reader;
  /** Whether it is the next piece of the page above it. */
  readonly isContinued: boolean;
}

function OnePage({ page, isContinued }: OnePageProps) {
  const minutes = page.count('reading_minutes');
  const about = [
    page.text('citation'),
    minutes === null ? null : formatMinutes(minutes),
    STATUSES[page.text('status') ?? ''],
  ];
  const [introduces, before] = [
    page.texts('introduces'),
    page.list('read_before').flatMap((each) => each.text('title') ?? []),
  ];
  const text = (
    <>
      <Markdown text={page.longText('markdown', LONGEST_PAGE) ?? ''} />
      {page.list('footnotes').map((note, at) => (
        <p class="about" key={at}>
          <sup>{note.text('mark')}</sup> {note.text('text')}
        </p>
      ))}
    </>
  );
  if (isContinued) return text;
  return (
    <article>
      <Heading about={about.filter(Boolean).join(' · ')} title={page.text('title') ?? 'Страница'} />
      {before.length === 0 ? null : <p class="about">Прочитать до этого: {before.join(', ')}.</p>}
      {introduces.length === 0 ? null : <p class="about">Понятия: {introduces.join(', ')}.</p>}
      {text}
      {page.isTrue('answers_hidden') ? <p class="about">Ответы к упражнениям скрыты.</p> : null}
    </article>
  );
}

/** What a reader should know of a page that is not in force. */
const STATUSES: Readonly<Record<string, string>> = {
  draft: 'черновик',
  'pending-review': 'на проверке',
  archived: 'старая версия',
};

interface TurnProps {
  readonly to: Reader;
  readonly direction: '←' | '→';
  readonly call: Call | null;
  onTurn(call: Call, id: string): void;
}

function Turn({ to, direction, call, onTurn }: TurnProps) {
  const [id, title] = [to.text('id'), to.text('title')];
  if (id === null || title === null || call === null) return null;
  return (
    <button onClick={() => onTurn(call, id)} type="button">
      {direction} {title}
    </button>
  );
}
