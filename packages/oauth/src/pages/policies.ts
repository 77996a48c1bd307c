import { html } from 'hono/html';
import type { Language } from './language.ts';
import type { Html } from './layout.ts';

const TEXTS = {
  ru: { privacy: 'Какие данные хранятся', terms: 'Условия' },
  en: { privacy: 'What data is kept', terms: 'Terms' },
} as const;

/** Renders the links to the policies, which are at the portal for all servers. */
export function policyLinks(language: Language, portalUrl: string): Html {
  const text = TEXTS[language];
  return html`<p><a href="${portalUrl}/privacy">${text.privacy}</a> · <a href="${portalUrl}/terms">${text.terms}</a></p>`;
}
