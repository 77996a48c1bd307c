import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { FleetServer } from './fleet.ts';
import { type SectionError, sectionErrorOf } from './section-error.ts';
import type { Beginning } from './sign-in.ts';
import type { Loading } from './use-outcome.ts';

/** Begins a sign-in, from any section. */
export const SignIn = createContext<(beginning: Beginning) => void>(() => undefined);

/** A section of the page, with its own heading. */
export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={`${id}-title`} class="card" id={id}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** A button of the page. */
export function Button({ onPress, children, isFocused = false, ...rest }: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocused) button.current?.focus();
  }, []);
  return (
    <button onClick={onPress} ref={button} type="button" {...rest}>
      {children}
    </button>
  );
}

interface ButtonProps {
  onPress(): void;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly disabled?: boolean;
  /** Whether it has the focus when it appears, in the place of the button that was pressed and is gone. */
  readonly isFocused?: boolean;
  readonly 'aria-pressed'?: boolean;
}

interface WaitingProps {
  readonly outcome: Exclude<Loading<unknown>, { status: 'done' }>;
  readonly server: FleetServer;
  again(): void;
}

/** In the place of what is not there yet, or could not be loaded. */
export function Waiting({ outcome, server, again }: WaitingProps) {
  if (outcome.status === 'busy') {
    return (
      <p aria-busy="true" class="muted" role="status">
        Загружаю…
      </p>
    );
  }
  return <Failed again={again} error={sectionErrorOf(outcome.error)} server={server} />;
}

interface FailedProps {
  readonly error: SectionError;
  readonly server: FleetServer;
  again(): void;
}

/** Why there is nothing, with the button that may help. */
export function Failed({ error: { text, remedy }, server, again }: FailedProps) {
  const signIn = useContext(SignIn);
  const act = {
    retry: { label: 'Попробовать ещё раз', run: again },
    'sign-in': { label: 'Войти снова', run: () => signIn({ mayShowPages: true }) },
    allow: { label: 'Посмотреть разрешения', run: () => signIn({ mayShowPages: true, again: server.name }) },
  }[remedy];
  return (
    <div role="alert">
      <p>{text}</p>
      <Button onPress={act.run}>{act.label}</Button>
    </div>
  );
}
