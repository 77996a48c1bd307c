import { type Html, type Language, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { addressBlock } from './code-block.ts';
import { connectSections } from './connect-sections.ts';
import { COPY_SCRIPT_PATH } from './copy-script.ts';
import type { ShownServer } from './fleet-view.ts';

const TEXTS = {
  ru: {
    title: 'Проводник в вашем чате',
    lead: 'Проводник помогает растить практики развития: подвести итоги недели, записать помидорку, разобрать затык. Он живёт в чате, которым вы уже пользуетесь, и опирается на ваши записи, а не на догадки.',
    mine: 'Открыть мою страницу',
    connect: 'Как подключить',
    connectLead:
      'Выберите своё приложение. Каждый сервер подключается отдельно, вход один на все. Что именно разрешить, вы решаете сами.',
    servers: 'Что можно подключить',
    tools: 'Что он умеет',
    groups: { read: 'Узнать', write: 'Сделать', destructive: 'Удалить' },
    more: 'Ещё, если подключить по адресу',
    account: 'Подключённые приложения и токены',
    privacy: 'Какие данные хранятся',
    terms: 'Условия',
    copy: 'Скопировать',
    copied: 'Скопировано',
    selected: 'Выделено, скопируйте сами',
  },
  en: {
    title: 'The Guide in your chat',
    lead: 'The Guide helps you grow your practices: sum up a week, log a pomodoro, work out a blocker. It lives in the chat you already use and relies on your records, not on guesses.',
    mine: 'Open my page',
    connect: 'How to connect',
    connectLead:
      'Choose your app. Each server is connected on its own; one sign-in serves all. You decide what to allow.',
    servers: 'What you can connect',
    tools: 'What it can do',
    groups: { read: 'Find out', write: 'Do', destructive: 'Delete' },
    more: 'More, when connected at',
    account: 'Connected apps and tokens',
    privacy: 'What data is kept',
    terms: 'Terms',
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected, copy it by hand',
  },
} as const;

/** The front page: how to connect, then what each server can do. */
export function frontPage(servers: readonly ShownServer[], language: Language): Html {
  const text = TEXTS[language];
  return renderPage({
    language,
    title: text.title,
    wide: true,
    body: html`<h1>${text.title}</h1>
<p>${text.lead}</p>
<p class="actions"><a class="button" href="/my">${text.mine}</a></p>
<h2>${text.connect}</h2>
<p class="muted">${text.connectLead}</p>
${connectSections(servers, language)}
<h2>${text.servers}</h2>
${servers.map((server) => serverCard(server, language))}
<p class="muted"><a href="/privacy">${text.privacy}</a> · <a href="/terms">${text.terms}</a> · <a href="/llms.txt">llms.txt</a></p>
<script src="${COPY_SCRIPT_PATH}" data-copy="${text.copy}" data-copied="${text.copied}" data-selected="${text.selected}"></script>`,
  });
}

function serverCard(server: ShownServer, language: Language): Html {
  const { title, name, url, pages } = server;
  const text = TEXTS[language];
  const { origin } = new URL(url);
  const links = [{ path: '/account', title: { ru: TEXTS.ru.account, en: TEXTS.en.account } }, ...pages];
  return html`<section class="card">
<h3>${title[language]} <span class="muted">${name}</span></h3>
${addressBlock(server, language)}
<details><summary>${text.tools}</summary>${toolGroups(server, language)}</details>
${links.map((link) => html`<p><a href="${origin}${link.path}">${link.title[language]}</a></p>`)}
</section>`;
}

/** The tools by what they do; those that are not listed by default come last, with the address that lists them. */
function toolGroups({ tools, url }: ShownServer, language: Language): Html {
  const { groups, more } = TEXTS[language];
  const listed = (Object.keys(groups) as (keyof typeof groups)[]).map((effect) => ({
    heading: html`${groups[effect]}`,
    tools: tools.filter((tool) => tool.listed && tool.effect === effect),
  }));
  const rest = { heading: html`${more} <code>${url}?tools=full</code>`, tools: tools.filter((tool) => !tool.listed) };
  return html`${[...listed, rest]
    .filter((group) => group.tools.length > 0)
    .map(
      (group) =>
        html`<h4>${group.heading}</h4><ul lang="ru">${group.tools.map((tool) => html`<li>${tool.intent} <code>${tool.name}</code></li>`)}</ul>`,
    )}`;
}
