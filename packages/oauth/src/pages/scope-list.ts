import { html } from 'hono/html';
import type { Language, Localized } from './language.ts';
import type { Html } from './layout.ts';

/** Scopes of a server with their descriptions. */
export type ScopeTexts = { readonly [scope: string]: Localized };

/** Renders the descriptions of granted scopes. Scopes without one, such as `offline_access`, are omitted. */
export function scopeList(scopes: readonly string[], texts: ScopeTexts, language: Language): Html {
  const known = scopes.filter((scope) => Object.hasOwn(texts, scope));
  return html`<ul>${known.map((scope) => html`<li>${texts[scope]?.[language]}</li>`)}</ul>`;
}
