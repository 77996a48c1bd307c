import { LOGO } from '@aisystant/oauth/pages';
import { freePort } from '@aisystant/simulators/free-port';
import { serve } from '@aisystant/simulators/serve';
import { createGallery } from '@aisystant/widgets/gallery';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { CHATGPT_HEIGHTS, CHATGPT_WIDTH } from './picture-problems.ts';
import { png } from './png.ts';
import type { Host, Picture, Pictures } from './submission.ts';

/** A widget with the answer that it shows. */
export interface Scene {
  /** The page of the widget, as the server has it. */
  readonly html: string;
  readonly input: { readonly [field: string]: unknown };
  /** The result of the tool. */
  readonly result: object;
}

const LOGO_SIDE = 512;
/** Around a widget in a picture of ChatGPT's directory, CSS pixels. */
const MARGIN = 24;
/** The directory of Claude wants the answer alone, at least 1000 pixels wide: the same page at twice the resolution. */
const CLAUDE_SCALE = 2;

/** Takes the pictures of a submission: the logo, and every scene in the directory's own size. Needs a Chromium. */
export async function takePictures(host: Host, scenes: readonly Scene[]): Promise<Pictures> {
  const browser = await launchChromium();
  try {
    return { logo: await logoPicture(browser), screenshots: await screenshots(browser, host, scenes) };
  } finally {
    await browser.close();
  }
}

async function logoPicture(browser: Browser): Promise<Picture> {
  const page = await browser.newPage({ viewport: { width: LOGO_SIDE, height: LOGO_SIDE } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${LOGO_SIDE}px;height:${LOGO_SIDE}px}</style>${LOGO}`,
  );
  const bytes = await page.screenshot({ omitBackground: true });
  await page.close();
  return png(bytes);
}

async function screenshots(browser: Browser, host: Host, scenes: readonly Scene[]): Promise<readonly Picture[]> {
  if (scenes.length === 0) return [];
  const port = await freePort();
  const gallery = await serve(createGallery({ learners: [], call: async () => null }), port);
  const page = await browser.newPage({
    viewport: { width: CHATGPT_WIDTH, height: CHATGPT_HEIGHTS.most },
    deviceScaleFactor: host === 'claude' ? CLAUDE_SCALE : 1,
    colorScheme: 'light',
    locale: 'ru-RU',
  });
  try {
    await page.goto(`http://localhost:${port}/host`);
    const taken: Picture[] = [];
    for (const scene of scenes) taken.push(png(await screenshot(page, host, scene)));
    return taken;
  } finally {
    await page.close();
    await gallery.close();
  }
}

async function screenshot(page: Page, host: Host, scene: Scene): Promise<Uint8Array> {
  const shown = { ...scene, host, theme: 'light', width: CHATGPT_WIDTH - 2 * MARGIN };
  await page.evaluate(`window.showScene(${JSON.stringify(shown)}).then(() => null)`);
  const frame = page.frames().find((each) => each.parentFrame()?.url().includes('/sandbox/'));
  if (!frame) throw new Error('the sandbox has no frame');
  await frame.locator('main :first-child').first().waitFor();
  // The widget tells its size after two frames; the host takes it over in the next.
  await frame.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100))))',
  );
  await page.evaluate(`document.body.style.margin = '${MARGIN}px'`);
  const widget = page.locator('iframe');
  if (host === 'claude') return widget.screenshot({ animations: 'disabled' });
  const box = await widget.boundingBox();
  const height = Math.ceil((box?.height ?? 0) + 2 * MARGIN);
  return page.screenshot({
    animations: 'disabled',
    clip: { x: 0, y: 0, width: CHATGPT_WIDTH, height: clamp(height) },
  });
}

const clamp = (height: number) => Math.min(Math.max(height, CHATGPT_HEIGHTS.least), CHATGPT_HEIGHTS.most);
