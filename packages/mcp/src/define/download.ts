import { languageOf } from '@aisystant/oauth/pages';
import { call } from '../worker/call.ts';
import { filePage, noFilePage, type Reason } from '../worker/download-page.ts';
import { callScope, type McpEnv, type Visit } from '../worker/request-context.ts';
import { type ErrorCode, ToolError } from './tool-error.ts';

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

/**
 * Serves one link. Chats, mail filters and browsers look at links before a person does, so opening one only shows a button;
 * pressing it uses the link up, with the limits, the deadline and the log line of any call. The line never has the secret.
 */
export async function serveDownload<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  download: Download<Env & McpEnv>,
): Promise<Response> {
  const language = languageOf(request.headers.get('accept-language'));
  if (request.method === 'GET' || request.method === 'HEAD') return filePage(language);
  const origin = request.headers.get('origin');
  const foreign = origin !== null && origin !== visit.door.config.baseUrl;
  if (request.method !== 'POST' || foreign) return noFilePage('refused', language);
  const secret = visit.url.pathname.slice(download.path.length);
  const callee = { kind: 'download', name: download.path, scope: null, effect: 'read' } as const;
  const outcome = await call(callee, callScope(request, visit, null, null), { signal: request.signal }, ({ now }) =>
    taken(download, secret, visit.env, now),
  );
  if (!outcome.ok) return noFilePage(REASONS[outcome.error.code] ?? 'broken', language);
  const { name, mime, body } = outcome.value;
  const headers = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
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

const REASONS: Readonly<Partial<Record<ErrorCode, Reason>>> = { NOT_FOUND: 'gone', RATE_LIMITED: 'tooMany' };
