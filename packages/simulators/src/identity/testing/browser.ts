import { clients } from './setup.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser with a cookie jar and without JavaScript. It follows redirects until a client. */
export interface Browser {
  /** Opens a URL and follows redirects to a page or to a client. */
  open(url: string | URL): Promise<Navigation>;
  /** Posts fields to the URL of a page. */
  submit(page: Navigation, fields: readonly (readonly [name: string, value: string])[]): Promise<Navigation>;
  /** Names of the stored cookies. */
  cookieNames(): string[];
}

/** The end of a navigation. */
export interface Navigation {
  /** URL of the page, or of a redirect to a client, which is not fetched. */
  readonly url: URL;
  /** Whether it ended with a redirect to a client. */
  readonly isExternal: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

const MAX_REDIRECTS = 10;

const CLIENT_ORIGINS = new Set(Object.values(clients).map(({ redirectUri }) => new URL(redirectUri).origin));

/** Creates a browser with an empty cookie jar. */
export function newBrowser(headers: Readonly<Record<string, string>> = {}): Browser {
  const jar = new Map<string, Cookie>();

  async function navigate(start: URL, init: RequestInit): Promise<Navigation> {
    let url = start;
    let request = init;
    for (let step = 0; step < MAX_REDIRECTS; step += 1) {
      const cookie = cookiesFor(jar, url);
      const response = await fetch(url, { ...request, redirect: 'manual', headers: { ...headers, cookie } });
      for (const line of response.headers.getSetCookie()) store(jar, line);
      const html = await response.text();
      const location = response.headers.get('location');
      const { status } = response;
      if (location === null) return { url, isExternal: false, status, headers: response.headers, html };
      const target = new URL(location, url);
      if (CLIENT_ORIGINS.has(target.origin))
        return { url: target, isExternal: true, status, headers: response.headers, html };
      url = target;
      request = {};
    }
    throw new Error(`more than ${MAX_REDIRECTS} redirects from ${start}`);
  }

  return {
    open: (url) => navigate(new URL(url), {}),
    submit: (page, fields) => navigate(page.url, { method: 'POST', body: form(fields) }),
    cookieNames: () => [...jar.values()].map(({ name }) => name),
  };
}

function form(fields: readonly (readonly [name: string, value: string])[]): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

function cookiesFor(jar: ReadonlyMap<string, Cookie>, url: URL): string {
  const matching = [...jar.values()].filter(({ path }) => url.pathname.startsWith(path));
  return matching.map(({ name, value }) => `${name}=${value}`).join('; ');
}

function store(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const separator = pair.indexOf('=');
  const name = pair.slice(0, separator);
  const attribute = (wanted: string) =>
    attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
  const path = attribute('path') ?? '/';
  const expires = attribute('expires');
  const key = `${path} ${name}`;
  if (expires !== undefined && Date.parse(expires) <= Date.now()) jar.delete(key);
  else jar.set(key, { name, value: pair.slice(separator + 1), path });
}
