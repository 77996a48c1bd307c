import { useEffect, useRef, useState } from 'preact/hooks';
import { type Reader, readerOf } from '../kit/read.ts';
import { Button, Waiting } from './parts.tsx';
import { Picture } from './picture.tsx';
import { ToolRefusal } from './section-error.ts';
import type { Server } from './server.ts';
import { useOutcome } from './use-outcome.ts';

/** Search in the guides, and the page that was chosen. It needs no sign-in. */
export function Guides({ server }: { readonly server: Server }) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const opener = useRef<Element | null>(null);
  const choose = (page: string) => {
    opener.current = document.activeElement;
    setChosen(page);
  };
  // Back at the found pages, a keyboard goes on where it left.
  useEffect(() => {
    if (chosen === null && opener.current instanceof HTMLElement) opener.current.focus();
  }, [chosen]);
  const search = (form: HTMLFormElement) => {
    opener.current = null;
    setChosen(null);
    setQuery(String(new FormData(form).get('query')).trim());
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(event.currentTarget);
        }}
      >
        <label for="query">О чём почитать</label>
        <div class="line">
          <input
            autocomplete="off"
            id="query"
            maxLength={300}
            minLength={2}
            name="query"
            pattern=".*\S.*\S.*"
            placeholder="Например: учёт времени"
            required
            title="Хотя бы две буквы"
          />
          <button type="submit">Найти</button>
        </div>
      </form>
      {query === '' ? null : (
        <div hidden={chosen !== null}>
          <Found onChoose={choose} query={query} server={server} />
        </div>
      )}
      {chosen === null ? null : (
        <>
          <Button isFocused onPress={() => setChosen(null)}>
            К найденному
          </Button>
          <Picture input={{ id: chosen }} server={server} title="Страница руководства" tool="guides_get" />
        </>
      )}
    </>
  );
}

interface FoundProps {
  readonly server: Server;
  readonly query: string;
  onChoose(page: string): void;
}

function Found({ server, query, onChoose }: FoundProps) {
  const search = async () => {
    const result = await server.call('guides_search', { query, limit: 5 });
    if (result.isError) throw new ToolRefusal(result);
    return readerOf(result.structuredContent);
  };
  const [found, retry] = useOutcome(search, [server, query]);
  if (found.status !== 'done') return <Waiting again={retry} outcome={found} server={server} />;
  const guides = found.value.list('guides');
  if (guides.length === 0) return <Nothing answer={found.value} />;
  return (
    <>
      {guides.map((guide) => (
        <section aria-label={guide.text('title') ?? 'Руководство'} key={guide.text('slug')}>
          <h3>{guide.text('title')}</h3>
          <ul class="found">
            {guide.list('pages').map((page) => (
              <li key={page.text('id')}>
                <Button onPress={() => onChoose(page.text('id') ?? '')}>{page.text('title')}</Button>
                <p class="muted">{emphasized(page.text('snippet') ?? '')}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Nothing({ answer }: { readonly answer: Reader }) {
  const instead = answer.texts('suggestions');
  return (
    <div role="status">
      <p>Ничего не нашлось.</p>
      {instead.length === 0 ? null : <p class="muted">Попробуйте: {instead.join('; ')}.</p>}
    </div>
  );
}

/** The found words of a snippet are between `**`. */
const emphasized = (snippet: string) =>
  snippet.split('**').map((part, index) => (index % 2 === 1 ? <strong key={`${index} ${part}`}>{part}</strong> : part));
