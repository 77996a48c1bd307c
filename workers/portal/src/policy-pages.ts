import { mcpServers, type ServerEntry } from '@aisystant/fleet/servers';
import { CALLS_PRIVACY, type Html, type Language, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';

interface Policy {
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
  readonly home: string;
}

interface Paragraph {
  readonly heading: string;
  readonly text: string;
  /** What can be done, one below the other. */
  readonly points?: readonly string[];
}

const KEPT = {
  ru: {
    nothing:
      'Ваших записей и разговоров не хранит. Если вы вошли, о вас хранится то, что сказано выше о входе и обращениях.',
    apart: 'У каждого ученика отдельное хранилище. Почта, телефон и переписка с чатом не принимаются.',
    records: 'Кроме сказанного о входе, хранится, с пометкой, какое приложение что записало:',
  },
  en: {
    nothing:
      'Keeps none of your records or conversations. If you signed in, what is said above about sign-in and activity is kept.',
    apart: 'Each learner has a separate store. E-mail, phone and messages of the chat are not accepted.',
    records: 'Besides what is said about sign-in, it keeps, with a mark of which app recorded what:',
  },
} as const;

/** What a server keeps about a person, by its declaration. */
function keptBy({ name, title, keeps, copies, needsEmail }: ServerEntry, language: Language): Paragraph {
  const { nothing, apart, records } = KEPT[language];
  const heading = `${title[language]} (${name})`;
  if (copies) return { heading, text: copies[language] };
  if (keeps.length === 0) return { heading, text: nothing };
  // By an e-mail people are known to each other in what they share.
  const text = needsEmail ? records : `${apart} ${records}`;
  return { heading, text, points: keeps.filter(({ remains }) => !remains).map((kept) => kept[language]) };
}

/** The calls of a person, which every server keeps alike. */
function keptCalls(language: Language): Paragraph {
  return { heading: CALLS_PRIVACY.heading[language], text: CALLS_PRIVACY.text[language] };
}

/** What remains after a person has deleted their data. */
function remaining(language: Language): string {
  const kept = mcpServers.flatMap(({ keeps }) => keeps.filter(({ remains }) => remains));
  return [...new Set(kept.map((each) => each[language]))].join(', ');
}

const PRIVACY: { readonly [language in Language]: Policy } = {
  ru: {
    title: 'Какие данные хранятся',
    paragraphs: [
      {
        heading: 'Вход',
        text: 'Вход у каждого сервера свой. О том, кто вошёл, сервер хранит непрозрачный номер вместо имени и почты, у каждого сервера другой; какие приложения подключены и что им разрешено; сеансы страницы /account с тем именем или почтой, которые сообщила о вас служба входа, до 12 часов; названия и сроки личных токенов; когда чем пользовались в последний раз. Токены хранятся только как отпечатки. Пароль знает одна служба входа школы.',
      },
      keptCalls('ru'),
      ...mcpServers.map((server) => keptBy(server, 'ru')),
      {
        heading: 'Что видит чат',
        text: 'Только то, что вы разрешили при подключении, и только в ответ на вызов инструмента. Что чат делает с этим дальше, решают его собственные правила.',
      },
      {
        heading: 'Журналы',
        text: 'Строка журнала говорит, кто (тот же непрозрачный номер), каким приложением и какой инструмент вызвал, чем это кончилось и сколько заняло; ещё — когда вы входили и что меняли на странице /account. Аргументов, заметок и других ваших слов в журнале нет. Строки исчезают сами, когда кончается срок их хранения.',
      },
      {
        heading: 'Копия, удаление, отзыв доступа',
        text: 'Всё это вы можете сами. Кнопки есть на странице /account каждого сервера. Сервер, который хранит ваши записи, можно попросить и в чате:',
        points: [
          '«Скачай мои данные» — придёт ссылка на всё, что сервер хранит о вас. Скачать по ней можно один раз, живёт она пять минут.',
          `«Удали мои данные» — сначала вы увидите, сколько чего есть, а после вашего согласия всё удалится насовсем, и все подключения к этому серверу завершатся. Останутся: ${remaining('ru')}, написанное в общем пространстве требований — без вашего имени и почты, строки журнала — без ваших слов; до 30 дней прежнее состояние может восстановить сама платформа.`,
          'Отключить приложение или все сразу можно на странице /account каждого сервера: доступ прекратится примерно за минуту.',
          'Если войти не получается, напишите в поддержку школы.',
        ],
      },
    ],
    home: 'На главную',
  },
  en: {
    title: 'What data is kept',
    paragraphs: [
      {
        heading: 'Sign-in',
        text: 'Each server has a sign-in of its own. About a person who signed in it keeps an opaque id instead of a name or e-mail, a different one at each server; which apps are connected and what they may do; sessions of the page /account with the name or e-mail that the sign-in service gave of you, for up to 12 hours; names and terms of personal tokens; when each was last used. Tokens are kept only as fingerprints. The password is known to the sign-in service of the school alone.',
      },
      keptCalls('en'),
      ...mcpServers.map((server) => keptBy(server, 'en')),
      {
        heading: 'What the chat sees',
        text: 'Only what you allowed when connecting, and only in answer to a tool call. What the chat does with it then is up to its own rules.',
      },
      {
        heading: 'Logs',
        text: 'A log line says who, by the same opaque id, called which tool with which app, how it ended and how long it took; when you signed in and what you changed on the page /account. It holds no arguments, no notes, none of your words. Lines go by themselves when their term ends.',
      },
      {
        heading: 'A copy, deletion, withdrawing access',
        text: 'All of it you can do yourself. There are buttons on the page /account of each server. A server that keeps your records can be asked in the chat too:',
        points: [
          '“Download my data”: a link comes to everything the server keeps about you. It gives the file once and lives for five minutes.',
          `“Delete my data”: first you see how much there is; after your consent all of it is deleted for good, and every connection to this server ends. What stays: ${remaining('en')}, what you wrote in a shared workspace of requirements — without your name and e-mail, log lines — without your words; for up to 30 days the platform itself can restore the state before.`,
          'One app or all of them are disconnected on the page /account of each server; access ends within about a minute.',
          'If you cannot sign in, write to the support of the school.',
        ],
      },
    ],
    home: 'To the front page',
  },
};

const TERMS: { readonly [language in Language]: Policy } = {
  ru: {
    title: 'Условия',
    paragraphs: [
      {
        heading: 'Что это',
        text: 'Серверы MCP школы Aisystant. Через них чат работает со сценариями Проводника, вашим Цифровым двойником, руководствами, упражнениями и другими разделами с главной страницы.',
      },
      {
        heading: 'Чего от Проводника не ждать',
        text: 'Он не заменяет наставника, врача, психолога или юриста и не принимает за вас решений. Числа в ответах посчитаны из ваших записей; если записей не хватает, об этом сказано.',
      },
      {
        heading: 'Ваши записи',
        text: 'Ваши записи принадлежат вам. Ни одна не сохраняется без вашего согласия, данного при подключении.',
      },
      {
        heading: 'Разумное использование',
        text: 'На человека: до 600 чтений и 120 записей в минуту. Этого хватает с запасом; при превышении сервер попросит подождать минуту.',
      },
    ],
    home: 'На главную',
  },
  en: {
    title: 'Terms',
    paragraphs: [
      {
        heading: 'What this is',
        text: 'The MCP servers of the Aisystant school. Through them a chat works with the scenarios of the Guide, your Digital Twin, the guides, the exercises and what else the front page lists.',
      },
      {
        heading: 'What not to expect',
        text: 'The Guide does not replace a mentor, doctor, psychologist or lawyer, and decides nothing for you. Numbers in answers are computed from your records; where records are missing, the answer says so.',
      },
      {
        heading: 'Your records',
        text: 'Your records are yours. None is saved without the consent you gave when connecting.',
      },
      {
        heading: 'Fair use',
        text: 'Up to 600 reads and 120 writes a minute for one person. That is plenty; beyond it the server asks to wait a minute.',
      },
    ],
    home: 'To the front page',
  },
};

/** `/privacy`. */
export const privacyPage = (language: Language): Html => policyPage(PRIVACY[language], language);

/** `/terms`. */
export const termsPage = (language: Language): Html => policyPage(TERMS[language], language);

function policyPage({ title, paragraphs, home }: Policy, language: Language): Html {
  return renderPage({
    language,
    title,
    body: html`<div class="card"><h1>${title}</h1>
${paragraphs.map(paragraph)}
</div><p><a href="/">${home}</a></p>`,
  });
}

function paragraph({ heading, text, points = [] }: Paragraph): Html {
  const list = points.length > 0 ? html`<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>` : '';
  return html`<h2>${heading}</h2><p>${text}</p>${list}`;
}
