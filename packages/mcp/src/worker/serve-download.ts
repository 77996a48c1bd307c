import { languageOf } from '@aisystant/oauth/pages';
import type { Download } from '../define/download.ts';
import type { ErrorCode } from '../define/tool-error.ts';
import { call } from './call.ts';
import { filePage, noFilePage, type Reason } from './download-page.ts';
import type { McpEnv, RequestContext } from './request-context.ts';

const REASONS: Readonly<Partial<Record<ErrorCode, Reason>>> = {
  NOT_FOUND: 'gone',
  CONFLICT: 'used',
  RATE_LIMITED: 'tooMany',
};

/**
 * Serves a one-use link. Chats, mail filters and browsers prefetch links, so a GET only shows a button; its POST redeems
 * the link, with the limits, the deadline and the log line of any call. The secret is never logged.
 */
export async function serveDownload<Env, S>(
  context: RequestContext<Env, S>,
  download: Download<Env & McpEnv>,
): Promise<Response> {
  const { server, request, auth, url, env } = context;
  const language = languageOf(request.headers.get('accept-language'));
  if (request.method === 'GET' || request.method === 'HEAD') return filePage(language);
  const origin = request.headers.get('origin');
  const foreign = origin !== null && origin !== auth.config.baseUrl;
  if (request.method !== 'POST' || foreign) return noFilePage('refused', language);
  const input = url.pathname.slice(download.path.length);
  const anonymous = {
    ...context,
    server: { name: server.name },
    user: null,
    services: () => env,
    dataObject: () => null,
  };
  const result = await call(download, anonymous, { input });
  if (!result.ok) return noFilePage(REASONS[result.error.code] ?? 'broken', language);
  const { name, mime, body } = result.value;
  const headers = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-type': `${mime}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
  };
  return new Response(body, { headers });
}
