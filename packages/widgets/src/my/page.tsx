import { useMemo, useState } from 'preact/hooks';
import { accountOf, type FleetServer, SIGNED_IN } from './fleet.ts';
import { MyData, RIGHTS } from './my-data.tsx';
import { Button, Section, SignIn } from './parts.tsx';
import { DOWN } from './section-error.ts';
import { SECTIONS, type SectionEntry } from './sections.tsx';
import { connectTo, type Server } from './server.ts';
import { type Beginning, beginSignIn, type Outcome, type Outcomes, staySignedOut } from './sign-in.ts';

/** What is known of a server: how to call it, or why not. */
type Access = Server | Exclude<Outcome, object> | 'erased';

interface MyPageProps {
  readonly fleet: readonly FleetServer[];
  /** How the sign-ins ended; null when the person has to begin, `blocked` when their browser keeps nothing for the page. */
  readonly outcomes: Outcomes | 'blocked' | null;
}

/** The whole page: every section for those who signed in, and for all others what needs no account. */
export function MyPage({ fleet, outcomes: first }: MyPageProps) {
  const [outcomes, setOutcomes] = useState(first);
  const [isLeaving, setLeaving] = useState(false);
  const [erased, setErased] = useState<readonly string[]>([]);
  const servers = useMemo(() => accessTo(fleet, outcomes === 'blocked' ? null : outcomes), [outcomes]);
  const signIn = async (beginning: Beginning) => {
    setLeaving(true);
    // The browser leaves for a server, unless none of them answers.
    setOutcomes(await beginSignIn(fleet, beginning));
    setLeaving(false);
  };
  const leave = () => {
    staySignedOut();
    setOutcomes(null);
  };
  const stateOf = (name: string): Access => (erased.includes(name) ? 'erased' : (servers.get(name) ?? 'down'));
  const isOutside = hasToSignIn(servers);
  const shown = SECTIONS.filter(({ server }) => !isOutside || typeof servers.get(server) === 'object');
  return (
    <SignIn.Provider value={(beginning) => void signIn(beginning)}>
      {isOutside ? (
        <Welcome
          isBlocked={outcomes === 'blocked'}
          isBusy={isLeaving}
          onPress={() => void signIn({ mayShowPages: true })}
        />
      ) : (
        <Navigation sections={[...shown, DATA]} />
      )}
      {shown.map((entry) => (
        <Section id={entry.id} key={entry.id} title={entry.title}>
          <Content entry={entry} isBusy={isLeaving} onSignIn={signIn} state={stateOf(entry.server)} />
        </Section>
      ))}
      {isOutside ? null : (
        <OwnData
          fleet={fleet}
          onErased={(server) => setErased((before) => [...before, server])}
          onLeave={leave}
          servers={servers}
        />
      )}
    </SignIn.Provider>
  );
}

function accessTo(fleet: readonly FleetServer[], outcomes: Outcomes | null): ReadonlyMap<string, Access> {
  const needSignIn: readonly string[] = SIGNED_IN;
  return new Map(
    fleet.map((server): [string, Access] => {
      if (!needSignIn.includes(server.name)) return [server.name, connectTo(server, null)];
      const outcome = outcomes?.get(server.name) ?? 'outside';
      return [server.name, typeof outcome === 'object' ? connectTo(server, outcome) : outcome];
    }),
  );
}

function hasToSignIn(servers: ReadonlyMap<string, Access>): boolean {
  const states = SIGNED_IN.map((name) => servers.get(name));
  return states.includes('outside') && !states.some((state) => typeof state === 'object');
}

interface WelcomeProps {
  readonly isBlocked: boolean;
  readonly isBusy: boolean;
  onPress(): void;
}

/** What a person sees who has not signed in. */
function Welcome({ isBlocked, isBusy, onPress }: WelcomeProps) {
  return (
    <section aria-label="Вход" class="card">
      <p>Здесь видны ваша неделя, прогресс и план, упражнения и встречи: то же, что Проводник показывает в чате.</p>
      <p class="actions">
        <Button class="primary" disabled={isBusy} onPress={onPress}>
          {isBusy ? 'Открываю вход…' : 'Войти'}
        </Button>
      </p>
      {isBlocked ? (
        <p role="alert">
          Ваш браузер не даёт этой странице запомнить, что вы входите. Разрешите ей хранить данные (cookies) в его
          настройках и войдите снова.
        </p>
      ) : null}
      <p class="muted">
        Вход один, а разрешение каждый раздел спросит своё. Ключи доступа живут только в этой вкладке и исчезают вместе
        с ней.
      </p>
    </section>
  );
}

function Navigation({ sections }: { readonly sections: readonly Pick<SectionEntry, 'id' | 'title'>[] }) {
  return (
    <nav aria-label="Разделы">
      {sections.map(({ id, title }) => (
        <a href={`#${id}`} key={id}>
          {title}
        </a>
      ))}
    </nav>
  );
}

/** Why a section is closed, and the button that opens it. */
const CLOSED: { readonly [state in Exclude<Access, object>]: { readonly text: string; readonly label: string } } = {
  outside: { text: 'Этот раздел пока закрыт: он ждёт вашего разрешения.', label: 'Разрешить доступ' },
  refused: { text: 'Вы не разрешили доступ к этому разделу.', label: 'Разрешить доступ' },
  down: { text: DOWN, label: 'Попробовать ещё раз' },
  failed: { text: 'Войти в этот раздел не получилось.', label: 'Войти снова' },
  erased: { text: 'Данные удалены, доступ к разделу закрыт. Можно начать заново.', label: 'Войти снова' },
};

interface ContentProps {
  readonly entry: SectionEntry;
  readonly state: Access;
  readonly isBusy: boolean;
  onSignIn(beginning: Beginning): Promise<void>;
}

function Content({ entry, state, isBusy, onSignIn }: ContentProps) {
  if (typeof state === 'object') return <>{entry.content(state)}</>;
  const { text, label } = CLOSED[state];
  return (
    <>
      <p>{text}</p>
      <Button disabled={isBusy} onPress={() => void onSignIn({ mayShowPages: true })}>
        {label}
      </Button>
    </>
  );
}

const DATA = { id: 'data', title: 'Мои данные' };

interface OwnDataProps {
  readonly fleet: readonly FleetServer[];
  readonly servers: ReadonlyMap<string, Access>;
  onErased(server: string): void;
  onLeave(): void;
}

/** The last section: what each server keeps of the person, the connected apps, and the way out. */
function OwnData({ fleet, servers, onErased, onLeave }: OwnDataProps) {
  return (
    <Section {...DATA}>
      {Object.keys(RIGHTS).map((name) => {
        const server = servers.get(name);
        return typeof server === 'object' ? (
          <MyData key={name} onErased={() => onErased(name)} server={server} />
        ) : null;
      })}
      <Accounts fleet={fleet} />
      <Button onPress={onLeave}>Выйти</Button>
      <p class="muted">
        Разрешения останутся, их снимают на страницах выше. Вход в школу в этом браузере тоже останется: на чужом
        компьютере выйдите и там.
      </p>
    </Section>
  );
}

/** Where the connected apps are seen and ended: each server knows its own. */
function Accounts({ fleet }: { readonly fleet: readonly FleetServer[] }) {
  return (
    <>
      <h3>Подключённые приложения</h3>
      <p class="muted">
        Каждый сервер показывает свои: какие приложения подключены, когда обращались, и как их отключить.
      </p>
      <ul>
        {fleet.map((server) => (
          <li key={server.name}>
            <a href={accountOf(server)}>{server.title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
