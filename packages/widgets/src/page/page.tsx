import { formatMinutes } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Heading, Note } from '../kit/parts.tsx';
import type { Reader } from '../kit/read.ts';
import { Markdown } from './markdown.tsx';
import './page.css';

mount('Страница руководства', PageView);

/** Most characters of a page on the screen: more than a server gives at once. */
const LONGEST_PAGE = 20_000;

function PageView({ answer, call }: ViewProps) {
  const [turned, setTurned] = useState<{ readonly from: Reader; readonly to: Reader } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // A new answer of the tool is shown, whatever page was turned to before.
  const shown = turned?.from === answer ? turned.to : answer;
  const pages = shown.list('pages');
  if (pages.length === 0) return <Note>Страницы в ответе нет.</Note>;
  const turn = (ask: Call, id: string) =>
    void ask('guides_get', { id }).then(
      (to) => setTurned({ from: answer, to }),
      (error: Error) => setFailure(error.message),
    );
  return (
    <>
      {pages.map((page) => (
        <OnePage key={page.text('id')} page={page} />
      ))}
      {failure === null ? null : <p role="alert">{failure}</p>}
      <nav aria-label="Соседние страницы" class="buttons">
        <Turn call={call} direction="←" onTurn={turn} to={shown.record('previous')} />
        <Turn call={call} direction="→" onTurn={turn} to={shown.record('next')} />
      </nav>
    </>
  );
}

function OnePage({ page }: { readonly page: Reader }) {
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
  return (
    <article>
      <Heading about={about.filter(Boolean).join(' · ')} title={page.text('title') ?? 'Страница'} />
      {before.length === 0 ? null : <p class="about">Прочитать до этого: {before.join(', ')}.</p>}
      {introduces.length === 0 ? null : <p class="about">Понятия: {introduces.join(', ')}.</p>}
      <Markdown text={page.longText('markdown', LONGEST_PAGE) ?? ''} />
      {page.isTrue('answers_hidden') ? <p class="about">Ответы к упражнениям скрыты.</p> : null}
      {page.isTrue('whole') ? null : <p class="about">Это часть страницы: продолжение можно спросить в чате.</p>}
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
