import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import { type ComponentChildren, type ComponentType, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Bridge, connect, type ToolResult } from './bridge.ts';
import './kit.css';
import { Note } from './parts.tsx';
import { type Reader, readerOf } from './read.ts';
import { refusalWords } from './refusal.ts';
import { reportSize } from './report-size.ts';
import { applyTheme } from './theme.ts';

/** What a view is given: an answer, the arguments it answers, and how it calls tools. */
export interface ViewProps {
  readonly answer: Reader;
  readonly input: Reader;
  /** Calls a tool of the widget's own server; null where the host passes no calls. Rejects with a sentence for the person. */
  readonly call: Call | null;
  /** Says something in the chat as the person; null where the host takes nothing. */
  readonly say: ((text: string) => Promise<void>) | null;
  /** Tells the model what the person did here. */
  tellModel(text: string): void;
}

/** Calls a tool and gives what it answered. */
export type Call = (tool: string, input: object) => Promise<Reader>;

interface Shown {
  readonly result: ToolResult | null;
  /** Number of the result: each has a view of its own, so that nothing of the one before stays. */
  readonly turn: number;
  readonly input: unknown;
  readonly cancelled: boolean;
  readonly context: McpUiHostContext;
  readonly bridge: Bridge | null;
}

/** Shows a view in the page, with what its host sends. */
export function mount(name: string, View: ComponentType<ViewProps>): void {
  let shown: Shown = { result: null, turn: 0, input: null, cancelled: false, context: {}, bridge: null };
  const root = document.createElement('div');
  document.body.append(root);
  const change = (part: Partial<Shown>) => {
    shown = { ...shown, ...part };
    render(<Frame {...shown} View={View} />, root);
  };
  change({});
  void connect(name, {
    onInput: (input) => change({ input }),
    // A host may send the same result twice, and what the person has begun stays.
    onResult: (result) => {
      const isNew = JSON.stringify(result) !== JSON.stringify(shown.result);
      change({ ...(isNew && { result, turn: shown.turn + 1 }), cancelled: false });
    },
    onCancelled: () => change({ cancelled: shown.result === null }),
    onContext: (context) => {
      applyTheme(context);
      change({ context });
    },
  }).then((bridge) => {
    reportSize(bridge);
    change({ bridge });
  });
}

function Frame({
  View,
  result,
  turn,
  input,
  cancelled,
  context,
  bridge,
}: Shown & { readonly View: ComponentType<ViewProps> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must have the focus, or a keyboard cannot scroll it.
    <main class={context.displayMode === 'fullscreen' ? 'frame full' : 'frame'} style={insets(context)} tabIndex={0}>
      <Answer cancelled={cancelled} result={result}>
        {(answer) => (
          <View
            answer={answer}
            call={callOf(bridge)}
            input={readerOf(input)}
            key={turn}
            say={bridge?.takesMessages ? bridge.sendMessage : null}
            tellModel={tellerOf(bridge)}
          />
        )}
      </Answer>
      {bridge && <WholeView bridge={bridge} context={context} />}
    </main>
  );
}

interface AnswerProps {
  readonly result: ToolResult | null;
  readonly cancelled: boolean;
  readonly children: (answer: Reader) => ComponentChildren;
}

/** The view of an answer, or a sentence about why there is none. */
function Answer({ result, cancelled, children }: AnswerProps) {
  if (cancelled) return <Note>Запрос отменён. Спросите ещё раз, когда захотите.</Note>;
  if (result === null) return <Note busy>Собираю данные…</Note>;
  if (result.isError === true) return <Note>Не получилось. Причина — в ответе чата.</Note>;
  if (!readerOf(result).has('structuredContent'))
    return <Note>В ответе нет данных для картинки. Он есть в чате текстом.</Note>;
  return <>{children(readerOf(result.structuredContent))}</>;
}

/** Turns the full height on and off, where the host offers it. */
function WholeView({ bridge, context }: { readonly bridge: Bridge; readonly context: McpUiHostContext }) {
  const [mode, setMode] = useState(context.displayMode);
  useEffect(() => setMode(context.displayMode), [context.displayMode]);
  if (!context.availableDisplayModes?.includes('fullscreen')) return null;
  const other = mode === 'fullscreen' ? 'inline' : 'fullscreen';
  const ask = () => void bridge.requestDisplayMode(other).then(setMode, () => undefined);
  return (
    <button aria-label={other === 'fullscreen' ? 'Развернуть' : 'Свернуть'} class="corner" onClick={ask} type="button">
      {other === 'fullscreen' ? '⤢' : '⤡'}
    </button>
  );
}

function callOf(bridge: Bridge | null): Call | null {
  if (!bridge?.callsTools) return null;
  return async (tool, input) => {
    // The words of a host are of its own making, and seldom Russian.
    const unanswered = () => Promise.reject(new Error('Чат не ответил на запрос. Попробуйте ещё раз.'));
    const result = readerOf(await bridge.callTool(tool, input).catch(unanswered));
    if (!result.isTrue('isError')) return result.record('structuredContent');
    throw new Error(refusalWords(result));
  };
}

/** What the model is told is a courtesy: nothing waits for it, and a refusal changes nothing. */
const tellerOf = (bridge: Bridge | null) => (text: string) => void bridge?.tellModel(text).catch(() => undefined);

/** Keeps the content out of a phone's notch; where there is none, a host says 0, and the usual distance stays. */
function insets({ safeAreaInsets: safe }: McpUiHostContext) {
  const sides = safe && [safe.top, safe.right, safe.bottom, safe.left];
  return sides && `padding:${sides.map((px) => `max(var(--edge),${Number(px) || 0}px)`).join(' ')}`;
}
