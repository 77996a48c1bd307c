import type { ConsentDescription } from '@cloudflare/workers-oauth-provider';
import { html } from 'hono/html';
import { displayName } from '../display-name.ts';
import type { Language, Localized } from './language.ts';
import { type Html, renderPage } from './layout.ts';
import { policyLinks } from './policies.ts';

interface ShownScope {
  readonly id: string;
  readonly text: Localized;
}

/** The consent page. */
export interface ConsentPage {
  readonly language: Language;
  /** The requesting client. The library verified its URLs; the name is unverified. */
  readonly client: ConsentDescription;
  /** The server whose data is requested. */
  readonly serverTitle: Localized;
  /** The requested scopes with their descriptions. */
  readonly scopes: readonly ShownScope[];
  /** Headings of the scopes, by their ids. Default: one heading for all. */
  readonly groups?: readonly { readonly title: Localized; readonly scopes: readonly string[] }[] | undefined;
  /** Handle of the stored request: single use, valid for ten minutes in this browser. */
  readonly handle: string;
  /** Origin of the portal with the policies. */
  readonly portalUrl: string;
}

const TEXTS = {
  ru: {
    title: 'Разрешить доступ?',
    heading: (server: string) => `Открыть доступ к разделу «${server}»?`,
    redirectHost: 'Доступ получит приложение по адресу',
    clientName: 'Оно называет себя',
    describedAt: 'Описание приложения размещено на',
    nameUnverified: 'само имя мы не проверяли.',
    unverified: 'Имя приложение указало само, мы его не проверяли.',
    loopback: 'Это программа на вашем компьютере. Разрешайте, только если вы сами только что начали вход из неё.',
    scopes: 'Что будет можно',
    untick: 'Снимите галочку с того, чего не хотите разрешать.',
    approve: 'Разрешить',
    deny: 'Не разрешать',
    signInAsOther: 'Войти другим пользователем',
  },
  en: {
    title: 'Allow access?',
    heading: (server: string) => `Allow access to “${server}”?`,
    redirectHost: 'Access goes to the app at',
    clientName: 'It calls itself',
    describedAt: 'The description of the app is hosted at',
    nameUnverified: 'the name itself we have not verified.',
    unverified: 'The app chose this name itself; we have not verified it.',
    loopback: 'This is a program on your computer. Allow it only if you have just started signing in from it.',
    scopes: 'What it will be able to do',
    untick: 'Untick whatever you do not want to allow.',
    approve: 'Allow',
    deny: 'Do not allow',
    signInAsOther: 'Sign in as another user',
  },
} as const;

/** Renders the consent form: the client, its redirect host and a checkbox per scope. */
export function renderConsent(page: ConsentPage): Html {
  const { language, client, serverTitle, handle, portalUrl } = page;
  const text = TEXTS[language];
  return renderPage({
    language,
    title: text.title,
    body: html`<div class="card">
<h1>${text.heading(serverTitle[language])}</h1>
<p class="muted">${text.redirectHost}</p>
<p class="host">${client.redirectHost}</p>
<p>${text.clientName} <strong><bdi>${displayName(client.clientName)}</bdi></strong>.
${client.clientDomain ? html`${text.describedAt} <strong>${client.clientDomain}</strong>; ${text.nameUnverified}` : html`<span class="muted">${text.unverified}</span>`}</p>
${client.redirectIsLoopback ? html`<p class="note">${text.loopback}</p>` : ''}
<form method="post" action="/authorize">
<input type="hidden" name="handle" value="${handle}">
${fieldsets(page)}
<p class="muted">${text.untick}</p>
<div class="actions">
<button class="primary" name="decision" value="approve">${text.approve}</button>
<button name="decision" value="deny">${text.deny}</button>
</div>
<button class="link" name="decision" value="approve_as_other">${text.signInAsOther}</button>
</form>
</div>${policyLinks(language, portalUrl)}`,
  });
}

/** The checkboxes of each group in a fieldset of its own; a group of which nothing is requested is left out. */
function fieldsets({ language, scopes, groups }: ConsentPage): readonly Html[] {
  const legend = TEXTS[language].scopes;
  const grouped = groups?.map(({ title, scopes: ids }) => ({
    heading: `${legend}: ${title[language]}`,
    shown: scopes.filter(({ id }) => ids.includes(id)),
  }));
  return (grouped ?? [{ heading: legend, shown: scopes }])
    .filter(({ shown }) => shown.length > 0)
    .map(
      ({ heading, shown }) => html`<fieldset>
<legend>${heading}</legend>
${shown.map(({ id, text }) => html`<label class="tick"><input type="checkbox" name="scope" value="${id}" checked><span>${text[language]}</span></label>`)}
</fieldset>`,
    );
}
