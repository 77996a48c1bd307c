import { type Html, type Language, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';

interface Policy {
  readonly title: string;
  readonly paragraphs: readonly { readonly heading: string; readonly text: string }[];
  readonly home: string;
}

const PRIVACY: { readonly [language in Language]: Policy } = {
  ru: {
    title: 'Какие данные хранятся',
    paragraphs: [
      {
        heading: 'Проводник (fsm-mcp)',
        text: 'Не читает и не хранит ничего о вас. Сценарии одинаковы для всех; где вы в разговоре, помнит только сам разговор.',
      },
      {
        heading: 'Цифровой двойник (dt-mcp)',
        text: 'Хранит то, что вы или ваши приложения записали: дела с временем и длительностью, заметки рефлексии, цели, планы и время занятий, рабочие продукты, оценки ступени и то, что вы рассказали о себе. У каждого ученика отдельное хранилище; вместо имени и почты в нём непрозрачный номер, у каждого сервера свой. Почта, телефон и тексты переписки не принимаются.',
      },
      {
        heading: 'Что видит чат',
        text: 'Только то, что вы разрешили при подключении, и только в ответ на вызов инструмента. Что чат делает с этим дальше, решают его собственные правила.',
      },
      {
        heading: 'Журналы',
        text: 'В журнал попадает, какой инструмент вызван, каким приложением, чем кончилось и сколько заняло. Аргументов, заметок и других ваших слов в журнале нет.',
      },
      {
        heading: 'Как отозвать доступ и удалить данные',
        text: 'Отключите приложение на странице /account сервера — доступ прекратится примерно за минуту. Чтобы получить копию данных или удалить их, напишите в поддержку школы.',
      },
    ],
    home: 'На главную',
  },
  en: {
    title: 'What data is kept',
    paragraphs: [
      {
        heading: 'The Guide (fsm-mcp)',
        text: 'Reads and keeps nothing about you. The scenarios are the same for everybody; only the conversation itself remembers where you are in it.',
      },
      {
        heading: 'Digital Twin (dt-mcp)',
        text: 'Keeps what you or your apps recorded: activities with time and duration, reflection notes, goals, plans and study times, work products, stage assessments and what you told about yourself. Each learner has a separate store; instead of a name or e-mail it has an opaque id, different at each server. E-mail, phone and message texts are not accepted.',
      },
      {
        heading: 'What the chat sees',
        text: 'Only what you allowed when connecting, and only in answer to a tool call. What the chat does with it then is up to its own rules.',
      },
      {
        heading: 'Logs',
        text: 'A log line says which tool was called, by which app, how it ended and how long it took. It holds no arguments, no notes, none of your words.',
      },
      {
        heading: 'How to withdraw access and delete data',
        text: 'Disconnect the app on the /account page of the server, and access ends within about a minute. To get a copy of your data or to have it deleted, write to the support of the school.',
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
        text: 'Серверы MCP школы Aisystant. Они дают чату доступ к сценариям Проводника и к вашему Цифровому двойнику.',
      },
      {
        heading: 'Чего от Проводника не ждать',
        text: 'Он не заменяет наставника, врача, психолога или юриста и не принимает за вас решений. Числа в ответах посчитаны из ваших записей; если записей не хватает, об этом сказано.',
      },
      {
        heading: 'Ваши записи',
        text: 'Ваши записи принадлежат вам. Ничего не сохраняется без вашего согласия, данного при подключении.',
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
        text: 'The MCP servers of the Aisystant school. They give a chat access to the scenarios of the Guide and to your Digital Twin.',
      },
      {
        heading: 'What not to expect',
        text: 'The Guide does not replace a mentor, doctor, psychologist or lawyer, and decides nothing for you. Numbers in answers are computed from your records; where records are missing, the answer says so.',
      },
      {
        heading: 'Your records',
        text: 'Your records are yours. Nothing is saved without the consent you gave when connecting.',
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
${paragraphs.map(({ heading, text }) => html`<h2>${heading}</h2><p>${text}</p>`)}
</div><p><a href="/">${home}</a></p>`,
  });
}
