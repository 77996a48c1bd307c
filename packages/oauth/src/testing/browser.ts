type Fetch = (request: Request) => Promise<Response>;

/** A browser that keeps cookies and follows no redirect by itself. */
export interface Browser {
  /** The cookies it holds, as it sends them. */
  cookies(): string;
  get(url: string, headers?: { readonly [name: string]: string }): Promise<Response>;
  /** Submits a form. */
  post(
    url: string,
    form: readonly (readonly [string, string])[],
    headers?: { readonly [name: string]: string },
  ): Promise<Response>;
}

/** Opens a browser at an address of its own, so that sign-in limits of other tests do not touch it. */
export function openBrowser(fetch: Fetch): Browser {
  const cookies = new Map<string, string>();
  const address = crypto.randomUUID();
  const held = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const visit = async (url: string, init: RequestInit, extra: { readonly [name: string]: string } = {}) => {
    const headers = new Headers({ 'cf-connecting-ip': address, ...extra });
    if (cookies.size > 0) headers.set('cookie', held());
    const response = await fetch(new Request(url, { ...init, headers, redirect: 'manual' }));
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  return {
    cookies: held,
    get: (url, headers) => visit(url, { method: 'GET' }, headers),
    post: (url, form, headers) =>
      visit(
        url,
        { method: 'POST', body: new URLSearchParams(form.map(([name, value]) => [name, value])) },
        {
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
      ),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The value of a hidden field of a page. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}
