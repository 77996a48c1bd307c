import type { DemoLearner } from './learner.ts';
import { escapeHtml, type Language, type PageContent } from './page.ts';

/** The sign-in page. */
export interface SignInPage {
  readonly language: Language;
  /** The client that requested the sign-in. */
  readonly clientId: string;
  readonly learners: readonly DemoLearner[];
  /** The signed-in learner, when the client requested a new sign-in. */
  readonly currentLogin?: string | undefined;
  /** The malformed login that was submitted before. */
  readonly refusedLogin?: string | undefined;
}

const TEXTS = {
  ru: {
    title: 'Локальный вход для разработки',
    lead: 'Ученики здесь выдуманы, паролей нет.',
    client: (id: string) => `Войти просит сервер ${id}.`,
    current: (login: string) => `Сейчас вы вошли как ${login}. Выберите, кем продолжить.`,
    demo: 'Войти как',
    other: 'Или под своим именем',
    hint: 'Строчные латинские буквы, цифры и «_», до 32 знаков. Новое имя — новый ученик с чистого листа.',
    submit: 'Войти',
    refused: 'Такое имя не подходит. Возьмите строчные латинские буквы, цифры и «_», от 1 до 32 знаков.',
    refusedTitle: 'Ошибка',
  },
  en: {
    title: 'Local sign-in for development',
    lead: 'The learners here are invented; there are no passwords.',
    client: (id: string) => `The server ${id} asks you to sign in.`,
    current: (login: string) => `You are signed in as ${login}. Choose who to continue as.`,
    demo: 'Sign in as',
    other: 'Or under a name of your own',
    hint: 'Lower-case Latin letters, digits and “_”, 32 at most. A new name is a new learner with a clean slate.',
    submit: 'Sign in',
    refused: 'This name will not do. Use lower-case Latin letters, digits and “_”, 1 to 32 of them.',
    refusedTitle: 'Error',
  },
} as const;

/**
 * Renders the sign-in page: a button for each demo learner and a field for any other login. They are separate forms, so
 * that Enter in the field does not press the first button.
 */
export function signInPage({ language, clientId, learners, currentLogin, refusedLogin }: SignInPage): PageContent {
  const texts = TEXTS[language];
  const code = (value: string) => `<code>${escapeHtml(value)}</code>`;
  const current = currentLogin === undefined ? '' : `<p>${texts.current(code(currentLogin))}</p>`;
  return {
    title: refusedLogin === undefined ? texts.title : `${texts.refusedTitle}: ${texts.title}`,
    main: `<h1>${texts.title}</h1>
<p class="soft">${texts.lead} ${texts.client(code(clientId))}</p>
${current}
${learners.length === 0 ? '' : demoForm(texts.demo, learners)}
${nameForm(language, refusedLogin)}`,
  };
}

function demoForm(heading: string, learners: readonly DemoLearner[]): string {
  const button = ({ login, title }: DemoLearner) =>
    `<li><button name="login" value="${escapeHtml(login)}"><span lang="ru">${escapeHtml(title)}</span> ` +
    `<code>${escapeHtml(login)}</code></button></li>`;
  return `<form method="post">
<h2 id="demo">${heading}</h2>
<ul class="learners" role="list" aria-labelledby="demo">
${learners.map(button).join('\n')}
</ul>
</form>`;
}

function nameForm(language: Language, refusedLogin: string | undefined): string {
  const texts = TEXTS[language];
  const refused = refusedLogin !== undefined;
  const state = refused ? ` value="${escapeHtml(refusedLogin)}" aria-invalid="true" autofocus` : '';
  return `<form method="post">
<h2><label for="login">${texts.other}</label></h2>
<input id="login" name="login" required maxlength="32" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="rule"${state}>
<p id="rule" ${refused ? 'class="bad" role="alert"' : 'class="soft"'}>${refused ? texts.refused : texts.hint}</p>
<button class="primary">${texts.submit}</button>
</form>`;
}
