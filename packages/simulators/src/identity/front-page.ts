import type { Context, Next } from './context.ts';
import { languageOf, sendPage } from './page.ts';

const TEXTS = {
  ru: {
    title: 'Местный вход',
    what: 'Здесь входят на серверы этой машины, вместо Aisystant Identity. Входить отсюда некуда: сюда приводит сервер, когда подключают клиент.',
    begin: 'Начните с главной страницы серверов: её адрес печатает <code>npm start</code>.',
  },
  en: {
    title: 'The local sign-in',
    what: 'People sign in here to the servers of this machine, in the place of Aisystant Identity. There is nowhere to sign in to from here: a server leads here when a client is connected.',
    begin: 'Begin at the front page of the servers: <code>npm start</code> prints its address.',
  },
} as const;

/** Says what this is to who opens the address itself; the provider has nothing there. */
export async function frontPage(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.path !== '/' || ctx.method !== 'GET') return next();
  const language = languageOf(ctx);
  const { title, what, begin } = TEXTS[language];
  return sendPage(ctx, 200, language, { title, main: `<h1>${title}</h1>\n<p>${what}</p>\n<p>${begin}</p>` });
}
