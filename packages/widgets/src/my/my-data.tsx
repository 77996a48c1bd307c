import { useState } from 'preact/hooks';
import { type Reader, readerOf } from '../kit/read.ts';
import { Steps } from '../kit/steps.tsx';
import { countsOf } from './counts.ts';
import { Button, Failed } from './parts.tsx';
import { type SectionError, sectionErrorOf, ToolRefusal } from './section-error.ts';
import type { Server } from './server.ts';

/** The tools of a server that give a copy of what it keeps of the person, and delete it. */
export const RIGHTS: { readonly [server: string]: { readonly copy: string; readonly erase: string } } = {
  'dt-mcp': { copy: 'dt_export_my_data', erase: 'dt_delete_my_data' },
  'exercises-mcp': { copy: 'exercises_export_my_data', erase: 'exercises_delete_my_data' },
};

/** What was last asked of a server, and what it answered. */
type Step =
  | { readonly name: 'idle' | 'busy' }
  | { readonly name: 'failed'; readonly error: SectionError }
  | { readonly name: 'copied'; readonly url: string }
  | { readonly name: 'asked' | 'erased'; readonly answer: Reader };

interface MyDataProps {
  readonly server: Server;
  /** Called when the data are gone, and with them the access of this page. */
  onErased(): void;
}

/** The copy and the deletion of what a server keeps. Nothing is deleted before the person has seen what, and said yes. */
export function MyData({ server, onErased }: MyDataProps) {
  const { step, ask, begin } = useSteps(server);
  const rights = RIGHTS[server.name];
  if (!rights) return null;
  const copy = () => ask(rights.copy, {}, (answer) => ({ name: 'copied', url: answer.text('download_url') ?? '' }));
  const count = () => ask(rights.erase, {}, (answer) => ({ name: 'asked', answer }));
  const erase = (confirm: string) =>
    ask(rights.erase, { confirm }, (answer) => {
      onErased();
      return { name: 'erased', answer };
    });
  const isBusy = step.name === 'busy';
  return (
    <Steps name={`${server.title}: мои данные`} step={step.name}>
      <h3>{server.title}</h3>
      {step.name === 'erased' ? (
        <Erased answer={step.answer} />
      ) : step.name === 'asked' ? (
        <Question answer={step.answer} onNo={begin} onYes={erase} />
      ) : (
        <p class="actions">
          <Button disabled={isBusy} onPress={() => void copy()}>
            Скачать копию
          </Button>
          <Button class="danger" disabled={isBusy} onPress={() => void count()}>
            Удалить мои данные
          </Button>
        </p>
      )}
      {step.name === 'copied' ? <Copied url={step.url} /> : null}
      {step.name === 'failed' ? <Failed again={begin} error={step.error} server={server} /> : null}
    </Steps>
  );
}

/** The current step; `ask` calls a tool, whose answer or failure is the next one. */
function useSteps(server: Server) {
  const [step, setStep] = useState<Step>({ name: 'idle' });
  const ask = async (tool: string, input: Record<string, unknown>, next: (answer: Reader) => Step) => {
    setStep({ name: 'busy' });
    try {
      const result = await server.call(tool, input);
      if (result.isError) throw new ToolRefusal(result);
      setStep(next(readerOf(result.structuredContent)));
    } catch (error) {
      setStep({ name: 'failed', error: sectionErrorOf(error) });
    }
  };
  return { step, ask, begin: () => setStep({ name: 'idle' }) };
}

/** The link works once, and opens for anyone who has it. */
function Copied({ url }: { readonly url: string }) {
  if (!/^https?:\/\//.test(url)) return <p role="alert">Сервер не дал ссылки.</p>;
  return (
    <p role="status">
      <a href={url} rel="noreferrer" target="_blank">
        Копия готова
      </a>
      . Скачать её можно один раз, в течение пяти минут.
    </p>
  );
}

interface QuestionProps {
  readonly answer: Reader;
  onYes(confirmation: string): void;
  onNo(): void;
}

function Question({ answer, onYes, onNo }: QuestionProps) {
  return (
    <div role="alert">
      <p>
        <strong>Удалить насовсем?</strong> {countsOf(answer)}
      </p>
      <p class="muted">{answer.text('stays')}</p>
      <p class="muted">Вернуть удалённое нельзя. Все приложения, и эта страница тоже, отключатся от раздела.</p>
      <p class="actions">
        <Button class="danger" onPress={() => onYes(answer.text('confirmation_token') ?? '')}>
          Да, удалить насовсем
        </Button>
        <Button onPress={onNo}>Не удалять</Button>
      </p>
    </div>
  );
}

function Erased({ answer }: { readonly answer: Reader }) {
  return (
    <div role="status">
      <p>Удалено насовсем.</p>
      <p class="muted">{answer.text('stays')}</p>
    </div>
  );
}
