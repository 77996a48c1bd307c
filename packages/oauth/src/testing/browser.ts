type Fetch = (request: Request) => Promise<Response>;

/** A browser that stores cookies and does not follow redirects. */
export interface Browser {
  /** The value of its Cookie header. */
  cookies(): string;
  get(url: string, headers?: { readonly [name: string]: string }): Promise<Response>;
  /** Submits a form. */
  post(
    url: string,
    form: readonly (readonly [string, string])[],
    headers?: { readonly [name: string]: string },
  ): Promise<Response>;
}

/** Opens a browser with its own client address, so that tests do not share a rate limit. */
export function openBrowser(fetch: Fetch): Browser {
  const cookies = new Map<string, string>();
  const address = crypto.randomUUID();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (url: string, init: RequestInit, extra: { readonly [name: string]: string } = {}) => {
    const headers = new Headers({ 'cf-connecting-ip': address, ...extra });
    if (cookies.size > 0) headers.set('cookie', cookieHeader());
    const response = await fetch(new Request(url, { ...init, headers, redirect: 'manual' }));
    for (const line of response.headers.getSetCookie()) storeCookie(cookies, line);
    return response;
  };
  return {
    cookies: cookieHeader,
    get: (url, headers) => send(url, { method: 'GET' }, headers),
    post: (url, form, headers) =>
      send(
        url,
        { method: 'POST', body: new URLSearchParams(form.map(([name, value]) => [name, value])) },
        {
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
      ),
  };
}

function storeCookie(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The value of a hidden field of a page. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

/** Where a response leads the browser: a redirect, or a page that leads on; empty when it stays. */
export function targetOf(response: Response): string {
  const [, refresh = ''] = /^0;url=(.*)$/.exec(response.headers.get('refresh') ?? '') ?? [];
  return response.headers.get('location') ?? refresh;
}
