import { type Html, type Language, languageOf, pageHeaders, renderPage } from '@aisystant/oauth/pages';
import { html } from 'hono/html';
import { call } from './call.ts';
import { ToolError } from './tool-error.ts';
import { callScope, type McpEnv, type Visit } from './visit.ts';

/** A file of one person for whoever holds its one-use link: the link itself is the permission, so there is no token. */
export interface Download<Env> {
  /** Path below the origin with a slash at the end; the secret part of the link follows it. */
  readonly path: `/${string}/`;
  /** Uses the link up and gives the file; `null` when there is none, whatever the reason. `now` is epoch milliseconds. */
  take(secret: string, env: Env, now: number): Promise<DownloadedFile | null>;
}

/** A file on its way. */
export interface DownloadedFile {
  /** Name the browser saves it under. */
  readonly name: string;
  readonly mime: 'application/json';
  readonly body: ReadableStream<Uint8Array>;
}

const PRIVATE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Serves one link with the limits, the deadline and the log line of any call; the line never carries the secret. */
export async function serveDownload<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  download: Download<Env & McpEnv>,
): Promise<Response> {
  const language = languageOf(request.headers.get('accept-language'));
  // A preview of a chat asks with HEAD; only a GET uses the link up.
  if (request.method !== 'GET') return noFile('gone', language);
  const secret = visit.url.pathname.slice(download.path.length);
  const callee = { kind: 'download', name: download.path, scope: null, effect: 'read' } as const;
  const outcome = await call(callee, callScope(request, visit, null, null), { signal: request.signal }, ({ now }) =>
    taken(download, secret, visit.env, now),
  );
  if (!outcome.ok) return noFile(REASONS[outcome.error.code] ?? 'broken', language);
  const { name, mime, body } = outcome.value;
  const headers = {
    ...PRIVATE,
    'content-type': `${mime}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
  };
  return new Response(body, { headers });
}

async function taken<Env>(download: Download<Env>, secret: string, env: Env, now: number): Promise<DownloadedFile> {
  const file = await download.take(secret, env, now);
  if (!file) throw new ToolError('NOT_FOUND', 'There is no file behind this link.');
  return file;
}

const REASONS: Readonly<Record<string, keyof typeof NO_FILE>> = { NOT_FOUND: 'gone', RATE_LIMITED: 'tooMany' };

const NO_FILE = {
  gone: {
    status: 404,
    title: { ru: 'Ссылка не действует', en: 'This link does not work' },
    advice: {
      ru: 'Она открывается один раз и живёт пять минут. Попросите в чате новую.',
      en: 'It opens once and lives for five minutes. Ask for a new one in the chat.',
    },
  },
  tooMany: {
    status: 429,
    title: { ru: 'Слишком много запросов', en: 'Too many requests' },
    advice: {
      ru: 'Ссылка не потрачена. Подождите минуту и откройте её снова.',
      en: 'The link is not used up. Wait a minute and open it again.',
    },
  },
  broken: {
    status: 503,
    title: { ru: 'Файл сейчас не отдать', en: 'The file cannot be given at the moment' },
    advice: {
      ru: 'Это на нашей стороне. Попробуйте ещё раз через минуту или попросите в чате новую ссылку.',
      en: 'This is on our side. Try again in a minute, or ask for a new link in the chat.',
    },
  },
} as const;

/** Whatever is wrong with a link, a stranger learns nothing about whose it was. */
async function noFile(reason: keyof typeof NO_FILE, language: Language): Promise<Response> {
  const { status, title, advice } = NO_FILE[reason];
  const page: Html = renderPage({
    language,
    title: title[language],
    body: html`<div class="card"><h1>${title[language]}</h1><p>${advice[language]}</p></div>`,
  });
  const headers = new Headers(pageHeaders());
  for (const [name, value] of Object.entries(PRIVATE)) headers.set(name, value);
  return new Response(await page, { status, headers });
}
