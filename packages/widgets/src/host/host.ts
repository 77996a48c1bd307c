import type { CallToolResult } from '@modelcontextprotocol/client';
import { AppBridge, type McpUiHostContext, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

/** What a host shows: a widget, and the call of a tool that it is the picture of. */
export interface Scene {
  /** The page of the widget. */
  readonly html: string;
  /** Which host is played: its policy, its sandbox, and what it offers. */
  readonly host: 'claude' | 'chatgpt' | 'strict';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly input: Record<string, unknown>;
  /** Null while the tool runs. */
  readonly result: object | null;
}

/** What may differ between two scenes of one widget in one host. */
export interface NextScene extends Pick<Scene, 'theme' | 'width' | 'input'> {
  readonly result: object;
}

/** What a test may do to a shown widget, and what it can see. */
export interface Stage {
  /** Sends an answer of the tool. Resolves when the widget has heard it, as all that sends something does. */
  answer(result: object): Promise<void>;
  /** Shows another scene without loading the widget again. What was seen of the one before is forgotten, but for the last height. */
  next(scene: NextScene): Promise<void>;
  cancel(): Promise<void>;
  change(context: McpUiHostContext): Promise<void>;
  /** Resolves when the widget has heard all that was sent to it, and the host all that the widget had sent by then. */
  heard(): Promise<void>;
  /** Resolves when the widget has said that it may go. */
  end(): Promise<void>;
  /** Heights that the widget told, oldest first. */
  readonly heights: readonly number[];
  /** Calls of tools that came from the widget. */
  readonly calls: readonly Call[];
  /** What it said in the chat as the person, and the contexts that it gave the model. */
  readonly messages: readonly unknown[];
  readonly modelContexts: readonly unknown[];
}

interface Call {
  readonly name: string;
  readonly arguments?: unknown;
}

declare global {
  interface Window {
    /** Shows a scene in an element, after what it showed before is gone. */
    showScene(scene: Scene, inside?: Element): Promise<Stage>;
    /** Where calls of tools go; the page that includes the host sets it. */
    callTool?(call: Call): Promise<object>;
    stage?: Stage;
  }
}

/** Highest frame beside a chat, CSS pixels; Claude refuses a higher one. */
const HIGHEST = 500;

/** Some of the variables that Claude sends; a host may send any part of them. */
const CLAUDE_COLOURS = {
  '--color-text-primary': 'light-dark(rgba(20, 20, 19, 1), rgba(250, 249, 245, 1))',
  '--color-text-secondary': 'light-dark(rgba(61, 61, 58, 1), rgba(194, 192, 182, 1))',
  '--color-border-secondary': 'light-dark(rgba(31, 30, 29, 0.3), rgba(222, 220, 209, 0.3))',
  '--font-sans': 'Anthropic Sans, sans-serif',
  '--border-radius-md': '8px',
};

/** What the played hosts offer. ChatGPT gives a full-height view, Claude its colours; the strict one nothing at all. */
const CONTEXTS: Readonly<Record<Scene['host'], McpUiHostContext>> = {
  claude: {
    userAgent: 'claude',
    availableDisplayModes: ['inline', 'fullscreen'],
    // The SDK's type wants all variables at once.
    styles: { variables: CLAUDE_COLOURS as never },
  },
  chatgpt: { userAgent: 'chatgpt', availableDisplayModes: ['inline', 'fullscreen', 'pip'] },
  strict: {},
};

window.showScene = async (scene, inside = document.body) => {
  const frame = frameOf(scene);
  inside.replaceChildren(frame);
  const window_ = frame.contentWindow;
  if (!window_) throw new Error('the frame has no window');
  const seen: Seen = { heights: [], calls: [], messages: [], modelContexts: [] };
  const { bridge, change } = playHost(scene, frame, seen);
  // Messages of both sides keep their order, so that the answer to this one comes last.
  const heard = async () => void (await bridge.request({ method: 'ping' }));
  const ready = new Promise<void>((resolve) => {
    bridge.oninitialized = () => resolve();
  });
  await bridge.connect(new PostMessageTransport(window_, window_));
  await ready;
  await bridge.sendToolInput({ arguments: scene.input });
  const stage: Stage = {
    ...seen,
    heard,
    async change(context) {
      change(context);
      await heard();
    },
    async next({ theme, width, input, result }) {
      seen.heights.splice(0, seen.heights.length - 1);
      for (const each of [seen.calls, seen.messages, seen.modelContexts]) each.length = 0;
      frame.style.width = `${width}px`;
      change({ theme, displayMode: 'inline', containerDimensions: { width, maxHeight: HIGHEST } });
      await bridge.sendToolInput({ arguments: input });
      await stage.answer(result);
    },
    async answer(result) {
      await bridge.sendToolResult(result as CallToolResult);
      await heard();
    },
    async cancel() {
      await bridge.sendToolCancelled({ reason: 'user action' });
      await heard();
    },
    end: async () => void (await bridge.teardownResource({})),
  };
  if (scene.result) await stage.answer(scene.result);
  window.stage = stage;
  return stage;
};

function frameOf(scene: Scene): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = 'Картинка';
  // The sandbox is another origin than the host: 127.0.0.1 beside localhost.
  const origin = `${location.protocol}//${location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${location.port}`;
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
  frame.style.cssText = `width:${scene.width}px;height:80px;border:0;display:block;color-scheme:${scene.theme}`;
  frame.src = `${origin}/sandbox/${scene.host}`;
  return frame;
}

/** What came from a widget. */
interface Seen {
  readonly heights: number[];
  readonly calls: Call[];
  readonly messages: unknown[];
  readonly modelContexts: unknown[];
}

/** The side of the host: it sizes the frame, and keeps what it sees of the widget. */
function playHost(scene: Scene, frame: HTMLIFrameElement, seen: Seen) {
  let context: McpUiHostContext = {
    theme: scene.theme,
    locale: 'ru-RU',
    displayMode: 'inline',
    containerDimensions: { width: scene.width, maxHeight: HIGHEST },
    ...CONTEXTS[scene.host],
  };
  const bridge = new AppBridge(null, { name: scene.host, version: '1.0.0' }, offersOf(scene), { hostContext: context });
  const change = (changed: McpUiHostContext) => {
    context = { ...context, ...changed };
    if (changed.theme) frame.style.colorScheme = changed.theme;
    bridge.setHostContext(context);
  };
  bridge.onsandboxready = () =>
    void bridge.sendSandboxResourceReady({
      html: scene.html,
      sandbox: scene.host === 'strict' ? 'allow-scripts' : 'allow-scripts allow-same-origin allow-forms',
    });
  bridge.onsizechange = ({ height }) => {
    if (height === undefined) return;
    seen.heights.push(height);
    const highest = context.displayMode === 'fullscreen' ? Number.POSITIVE_INFINITY : HIGHEST;
    frame.style.height = `${Math.min(height, highest)}px`;
  };
  bridge.onrequestdisplaymode = async ({ mode }) => {
    const given = context.availableDisplayModes?.includes(mode) ? mode : 'inline';
    change({ displayMode: given });
    return { mode: given };
  };
  listen(bridge, seen);
  return { bridge, change };
}

const offersOf = ({ host }: Scene) =>
  host === 'strict'
    ? {}
    : { serverTools: {}, openLinks: {}, logging: {}, message: { text: {} }, updateModelContext: { text: {} } };

function listen(bridge: AppBridge, { calls, messages, modelContexts }: Seen): void {
  bridge.oncalltool = async (call) => {
    calls.push(call);
    if (!window.callTool) return { isError: true, content: [{ type: 'text', text: 'Инструментов здесь нет.' }] };
    return (await window.callTool(call)) as CallToolResult;
  };
  bridge.onmessage = async ({ content }) => {
    messages.push(content);
    return {};
  };
  bridge.onupdatemodelcontext = async ({ content }) => {
    modelContexts.push(content);
    return {};
  };
}
