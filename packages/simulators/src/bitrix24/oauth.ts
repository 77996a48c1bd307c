import type { Caller } from './methods.ts';
import type { Row } from './tables.ts';

/** A local application that is registered at the portal. */
export interface LocalApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the portal sends a person after their consent. */
  readonly redirectUri: string;
}

const ACCESS_MS = 60 * 60 * 1000;
const REFRESH_MS = 180 * 24 * ACCESS_MS;
const CODE_MS = 30_000;
const SCOPES = ['crm', 'task', 'user', 'department'];

type Secret = { readonly userId: number; readonly until: number };

/** OAuth of a portal: codes of thirty seconds, access of an hour, and refresh tokens that rotate. */
export class PortalOAuth {
  readonly #application: LocalApplication | null;
  readonly #origin: string;
  readonly #codes = new Map<string, Secret>();
  readonly #access = new Map<string, Secret>();
  /** With the access token that was given beside it. */
  readonly #refresh = new Map<string, Secret & { readonly access: string }>();

  constructor(application: LocalApplication | null, origin: string) {
    this.#application = application;
    this.#origin = origin;
  }

  /** The caller of an access token; null for a token that is unknown or expired. */
  callerOf(token: string, now: number): Caller | null {
    const known = this.#access.get(token);
    return known && known.until > now ? { userId: known.userId, scopes: SCOPES } : null;
  }

  /** Ends every access token; refresh tokens remain. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** The consent page, with a button for each person; with `as`, the redirect of the one who pressed it. */
  authorize(url: URL, people: readonly Row[], now: number): Response {
    const application = this.#application;
    if (!application || url.searchParams.get('client_id') !== application.clientId) {
      return new Response('Unknown application', { status: 400 });
    }
    const userId = Number(url.searchParams.get('as'));
    if (!people.some(({ ID }) => ID === userId))
      return new Response(page(url, people), { headers: { 'content-type': 'text/html; charset=utf-8' } });
    const code = newSecret();
    this.#codes.set(code, { userId, until: now + CODE_MS });
    const target = new URL(application.redirectUri);
    const domain = new URL(this.#origin).host;
    const answer = {
      code,
      state: url.searchParams.get('state') ?? '',
      domain,
      member_id: 'demo',
      scope: SCOPES.join(','),
      server_domain: domain,
    };
    for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
    return new Response(null, { status: 302, headers: { location: target.href } });
  }

  /** The token endpoint: a code or a refresh token, each good for one use. */
  token(query: URLSearchParams, now: number): Response {
    const application = this.#application;
    if (query.get('client_id') !== application?.clientId || query.get('client_secret') !== application?.clientSecret) {
      return refusal('invalid_client', 401);
    }
    const known = query.get('grant_type') === 'refresh_token' ? this.#spendRefresh(query) : this.#spendCode(query);
    if (!known || known.until <= now) return refusal('invalid_grant', 400);
    return Response.json(this.#tokens(known.userId, now));
  }

  #spendCode(query: URLSearchParams): Secret | undefined {
    const code = query.get('code') ?? '';
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    return known;
  }

  /** Both tokens of the pair end. */
  #spendRefresh(query: URLSearchParams): Secret | undefined {
    const token = query.get('refresh_token') ?? '';
    const known = this.#refresh.get(token);
    this.#refresh.delete(token);
    if (known) this.#access.delete(known.access);
    return known;
  }

  #tokens(userId: number, now: number): object {
    const access = newSecret();
    const refresh = newSecret();
    this.#access.set(access, { userId, until: now + ACCESS_MS });
    this.#refresh.set(refresh, { userId, until: now + REFRESH_MS, access });
    return {
      access_token: access,
      refresh_token: refresh,
      expires: Math.floor((now + ACCESS_MS) / 1000),
      expires_in: ACCESS_MS / 1000,
      client_endpoint: `${this.#origin}/rest/`,
      server_endpoint: `${this.#origin}/oauth-server/rest/`,
      domain: new URL(this.#origin).host,
      member_id: 'demo',
      scope: SCOPES.join(','),
      status: 'L',
      user_id: userId,
    };
  }
}

const newSecret = () => crypto.randomUUID().replaceAll('-', '');

function refusal(error: string, status: number): Response {
  return Response.json({ error, error_description: error.replaceAll('_', ' ') }, { status });
}

function page(url: URL, people: readonly Row[]): string {
  const link = ({ ID, NAME, LAST_NAME }: Row) => {
    const target = new URL(url);
    target.searchParams.set('as', String(ID));
    return `<li><a href="${target.pathname}${target.search.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">${NAME} ${LAST_NAME}</a></li>`;
  };
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Битрикс24</title><h1>Кто вы?</h1><ul>${people.map(link).join('')}</ul></html>`;
}
