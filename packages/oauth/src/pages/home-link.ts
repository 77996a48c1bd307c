import { html } from 'hono/html';
import type { Language } from './language.ts';
import type { Html } from './layout.ts';

const ABOUT_SERVER = { ru: 'Об этом сервере', en: 'About this server' } as const;

/** Renders the link to the front page of the server, where its address and what it can do are. */
export function homeLink(language: Language): Html {
  return html`<p class="no-print"><a href="/">${ABOUT_SERVER[language]}</a></p>`;
}
