import { serve } from '@aisystant/simulators/serve';
import { createGallery } from '@aisystant/widgets/gallery';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { newPerson } from '../browser/person.ts';
import { CHROMIUM_TIMEOUT_MS, sharedBrowser } from '../browser/shared-browser.ts';
import { PORT_OFFSET } from '../fleet.ts';
import { LOOKING, SETTLED } from './look.ts';
import { resultOf, script } from './script.ts';

/** Beside the ports of the fleet under test. */
const PORT = 8777 + PORT_OFFSET;

/** Hosts that the tests play, with their policies and sandboxes. */
export const HOSTS = ['claude', 'chatgpt', 'strict'] as const;
/** Themes that a host asks a widget for. */
export const THEMES = ['light', 'dark'] as const;
/** Widths of the frame in chats, CSS pixels. */
export const WIDTHS = [320, 600, 900] as const;

/** What is shown, and how. */
export interface Scene {
  readonly widget: string;
  readonly host?: (typeof HOSTS)[number];
  readonly theme?: (typeof THEMES)[number];
  readonly width?: number;
  readonly input?: object;
  /** The result of the tool; null while it runs. */
  readonly result: object | null;
}

/** A call of a tool that a widget made. */
export interface WidgetCall {
  readonly name: string;
  readonly arguments: { readonly [field: string]: unknown };
}

/** A host of MCP Apps in a real browser. */
export interface Host {
  readonly page: Page;
  /** What went wrong in any frame since the last scene: errors of scripts, refused loads, requests to anywhere else. */
  readonly pageErrors: readonly string[];
  /** Loads a widget, shows a scene and gives the frame of the widget. */
  show(scene: Scene): Promise<Frame>;
  /** Shows a scene in the frame of the one before when it has the same widget and host: to load one takes most of a short test's time. */
  showNext(scene: Scene & { readonly result: object }): Promise<Frame>;
  /** Who answers the widget's calls of tools from now on. */
  answerCalls(answer: (call: WidgetCall) => object | Promise<object>): void;
}

/** Opens a host for the tests of a file. */
export function openHost(): Host {
  const pageErrors: string[] = [];
  const open: { page?: Page; close?: () => Promise<void> } = {};
  let shown: { readonly key: string; readonly frame: Frame } | null = null;
  let answer: (call: WidgetCall) => object | Promise<object> = () => resultOf({});
  beforeAll(async () => {
    const server = await serve(createGallery({ learners: [], call: async () => null }), PORT);
    open.close = server.close;
    const page = await newPerson(await sharedBrowser(), { javaScript: true });
    open.page = page;
    set = '';
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    page.on('console', (line) => line.type() === 'error' && pageErrors.push(line.text()));
    page.on('request', (request) => {
      const { hostname, port, protocol } = new URL(request.url());
      const own = ['localhost', '127.0.0.1'].includes(hostname) && port === String(PORT);
      if (!own && protocol !== 'about:') pageErrors.push(`request of ${request.url()}`);
    });
    await page.addInitScript({ content: LOOKING });
    await page.context().exposeFunction('callTool', (call: WidgetCall) => answer(call));
    await page.goto(`http://localhost:${PORT}/host`);
    // The SDK says each message there: told to the test, that takes longer than the message.
    await page.evaluate('console.debug = () => undefined');
  }, CHROMIUM_TIMEOUT_MS);
  afterAll(async () => {
    await open.page?.context().close();
    await open.close?.();
  });
  return {
    get page() {
      if (!open.page) throw new Error('The host is open from the first test on.');
      return open.page;
    },
    pageErrors,
    answerCalls: (given) => {
      answer = given;
    },
    async show(scene) {
      const frame = await show(open.page, pageErrors, scene);
      shown = { key: keyOf(scene), frame };
      return frame;
    },
    async showNext(scene) {
      if (shown?.key !== keyOf(scene) || shown.frame.isDetached()) return this.show(scene);
      pageErrors.length = 0;
      await showNext(this.page, scene);
      await settled(shown.frame);
      return shown.frame;
    },
  };
}

/** How a scene is shown that does not say it. */
const USUAL = { host: 'claude', theme: 'light', width: 600, input: {} } as const;

const keyOf = ({ widget, host = USUAL.host }: Scene) => `${widget} ${host}`;

/** How the window was set last: to set it again takes as long as to set it otherwise. */
let set = '';

async function setWindow(page: Page, theme: NonNullable<Scene['theme']>, width: number): Promise<void> {
  if (set === `${theme} ${width}`) return;
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width: Math.max(width, 320), height: 700 });
  set = `${theme} ${width}`;
}

async function showNext(page: Page, scene: Scene & { readonly result: object }): Promise<void> {
  const { theme, width, input, result } = { ...USUAL, ...scene };
  await setWindow(page, theme, width);
  await page.evaluate(`window.stage.next(${script({ theme, width, input, result })})`);
}

/** The pages of the widgets, which do not change while the tests run. */
const pages = new Map<string, string>();

async function show(page: Page | undefined, pageErrors: string[], scene: Scene): Promise<Frame> {
  if (!page) throw new Error('The host is open from the first test on.');
  const { widget, host, theme, width, input, result } = { ...USUAL, ...scene };
  await setWindow(page, theme, width);
  const html = pages.get(widget) ?? (await (await fetch(`http://localhost:${PORT}/widgets/${widget}`)).text());
  pages.set(widget, html);
  pageErrors.length = 0;
  await page.evaluate(`window.showScene(${script({ html, host, theme, width, input, result })}).then(() => null)`);
  const frame = page.frames().find((each) => each.parentFrame()?.url().includes('/sandbox/'));
  if (!frame) throw new Error('the sandbox has no frame');
  if (result) await frame.locator('main :first-child').first().waitFor();
  return frame;
}

/** The script of the host that sends another answer to the widget that is shown. */
const answering = (answer: unknown): string => `window.stage.answer(${script(resultOf(answer))})`;

/** Sends another answer to the widget that is shown. */
export async function sendAnswer(page: Page, frame: Frame, answer: unknown): Promise<void> {
  await page.evaluate(answering(answer));
  await settled(frame);
}

/** Changes what the host says of itself. */
export async function changeContext(page: Page, context: object): Promise<void> {
  await page.evaluate(`window.stage.change(${script(context)})`);
}

/** Waits until the widget has drawn what it has heard, and has told its size. */
export async function settled(frame: Frame): Promise<void> {
  await frame.evaluate(SETTLED);
}

/** The heights that the widget told the host by now, oldest first. */
export async function toldHeights(page: Page): Promise<readonly number[]> {
  return page.evaluate('window.stage.heard().then(() => [...window.stage.heights])');
}
