import { html } from 'hono/html';
import type { Language, Localized } from './language.ts';
import type { Html } from './layout.ts';

/** The scopes of a server in plain words. */
export type ScopeWords = { readonly [scope: string]: Localized };

/** What was allowed, in plain words; scopes that mean nothing to a person are left out. */
export function scopeList(scopes: readonly string[], words: ScopeWords, language: Language): Html {
  const known = scopes.filter((scope) => Object.hasOwn(words, scope));
  return html`<ul>${known.map((scope) => html`<li>${words[scope]?.[language]}</li>`)}</ul>`;
}
