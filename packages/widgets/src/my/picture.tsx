import type { CallToolResult } from '@modelcontextprotocol/client';
import { AppBridge, type McpUiHostContext, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Waiting } from './parts.tsx';
import { sectionErrorOf, ToolRefusal } from './section-error.ts';
import type { Server } from './server.ts';
import { useOutcome } from './use-outcome.ts';

/** Where the portal serves the frame between the page and a widget; its policy is that of the widget. */
const FRAME = '/my/frame';
const SANDBOX = 'allow-scripts allow-forms';

/** The colours of the page, for the widgets in it. */
const COLOURS = {
  '--color-text-primary': 'light-dark(#1d2430, #e9ecf1)',
  '--color-text-secondary': 'light-dark(#566072, #a7b0bf)',
  '--color-border-secondary': 'light-dark(#d9d4c8, #333c4a)',
  '--color-ring-primary': 'light-dark(#1f5f4a, #7fd1b1)',
  '--border-radius-md': '10px',
};

/** A tool that is run, and its answer shown by the tool's own widget. */
export interface PictureProps {
  readonly server: Server;
  readonly tool: string;
  readonly input: Record<string, unknown>;
  /** What the picture is of, for a screen reader. */
  readonly title: string;
  /** What is said when the server has nothing of the person; else the server's own words. */
  readonly missing?: string;
}

/** Runs a tool and shows its answer. */
export function Picture({ server, tool, input, title, missing }: PictureProps) {
  const load = async () => {
    const [result, html] = await Promise.all([server.call(tool, input), server.widgetOf(tool)]);
    if (result.isError) throw new ToolRefusal(result, missing);
    return { result, html };
  };
  const [shown, retry] = useOutcome(load, [server, tool, JSON.stringify(input)]);
  if (shown.status !== 'done') return <Waiting again={retry} outcome={shown} server={server} />;
  return <Frame {...shown.value} input={input} key={shown.id} server={server} title={title} />;
}

interface FrameProps extends Pick<PictureProps, 'server' | 'input' | 'title'> {
  readonly html: string;
  readonly result: CallToolResult;
}

/** A widget in its frame: another origin for the browser, with nothing of the page within its reach. */
function Frame({ html, result, server, input, title }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  useEffect(() => {
    const element = frame.current;
    const inside = element?.contentWindow;
    if (!element || !inside) return;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const context = (): McpUiHostContext => ({
      theme: dark.matches ? 'dark' : 'light',
      locale: 'ru-RU',
      // A section is as high as its content.
      displayMode: 'fullscreen',
      // The SDK's type wants all variables at once.
      styles: { variables: COLOURS as never },
    });
    const bridge = new AppBridge(null, HOST, { serverTools: {} }, { hostContext: context() });
    const onTheme = () => bridge.setHostContext(context());
    dark.addEventListener('change', onTheme);
    bridge.onsandboxready = () => void bridge.sendSandboxResourceReady({ html, sandbox: SANDBOX });
    bridge.onsizechange = (size) => size.height !== undefined && setHeight(size.height);
    bridge.oncalltool = ({ name, arguments: given = {} }) => callForWidget(server, name, given);
    bridge.oninitialized = () => {
      void bridge.sendToolInput({ arguments: input });
      void bridge.sendToolResult(result);
    };
    // A cached frame may be ready before an effect runs: it is loaded when someone listens to what it says.
    void bridge.connect(new PostMessageTransport(inside, inside)).then(() => {
      element.src = FRAME;
    });
    return () => {
      dark.removeEventListener('change', onTheme);
      void bridge.close();
    };
  }, [html, result]);
  return <iframe class="picture" ref={frame} sandbox={SANDBOX} style={{ height: `${height}px` }} title={title} />;
}

const HOST = { name: 'aisystant-my', version: '1.0.0' };

/** Answers a call of a widget; errors become words in the widget. */
async function callForWidget(server: Server, tool: string, input: Record<string, unknown>): Promise<CallToolResult> {
  try {
    if (await server.isForWidgets(tool)) return await server.call(tool, input);
    return refusal('Это отсюда сделать нельзя.');
  } catch (error) {
    return refusal(sectionErrorOf(error).text);
  }
}

const refusal = (text: string): CallToolResult => ({ isError: true, content: [{ type: 'text', text }] });
