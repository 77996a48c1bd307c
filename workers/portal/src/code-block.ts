import type { Html, Language } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import type { ShownServer } from './fleet-view.ts';

/** A block of code, and what it is: the button that copies it says so. One that scrolls sideways can be reached with the keyboard. */
export function codeBlock(code: string, what: string): Html {
  return html`<pre tabindex="0" data-what="${what}"><code>${code}</code></pre>`;
}

const ADDRESS = {
  ru: (title: string) => `адрес «${title}»`,
  en: (title: string) => `the address of “${title}”`,
} as const;

/** The address of a server, to be copied. */
export function addressBlock({ title, url }: Pick<ShownServer, 'title' | 'url'>, language: Language): Html {
  return codeBlock(url, ADDRESS[language](title[language]));
}
