interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser without a screen and without JavaScript: one cookie jar, redirects followed on one origin. */
export interface Browser {
  /** Opens an address and follows redirects until a page is shown or the browser is sent to another origin. */
  open(url: string | URL): Promise<Shown>;
  /** Sends the form of a shown page: these fields, to the page's own address. */
  submit(page: Shown, fields: readonly (readonly [name: string, value: string])[]): Promise<Shown>;
  /** The names of the cookies in the jar. */
  cookieNames(): string[];
}

/** Where the browser came to rest. */
export interface Shown {
  /** The address: of the page, or the one on another origin that the browser was sent to and that was not fetched. */
  readonly url: URL;
  /** True if the address is on another origin. */
  readonly left: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

const MAX_REDIRECTS = 10;

/** A browser with an empty cookie jar. */
export function newBrowser(headers: Readonly<Record<string, string>> = {}): Browser {
  const jar = new Map<string, Cookie>();

  async function visit(start: URL, init: RequestInit): Promise<Shown> {
    let url = start;
    let request = init;
    for (let step = 0; step < MAX_REDIRECTS; step += 1) {
      const cookie = cookiesFor(jar, url);
      const response = await fetch(url, { ...request, redirect: 'manual', headers: { ...headers, cookie } });
      for (const line of response.headers.getSetCookie()) store(jar, line);
      const html = await response.text();
      const location = response.headers.get('location');
      const { status } = response;
      if (location === null) return { url, left: false, status, headers: response.headers, html };
      const target = new URL(location, url);
      if (target.origin !== start.origin) return { url: target, left: true, status, headers: response.headers, html };
      url = target;
      request = {};
    }
    throw new Error(`more than ${MAX_REDIRECTS} redirects from ${start}`);
  }

  return {
    open: (url) => visit(new URL(url), {}),
    submit: (page, fields) => visit(page.url, { method: 'POST', body: form(fields) }),
    cookieNames: () => [...jar.values()].map(({ name }) => name),
  };
}

function form(fields: readonly (readonly [name: string, value: string])[]): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

function cookiesFor(jar: ReadonlyMap<string, Cookie>, url: URL): string {
  const fitting = [...jar.values()].filter(({ path }) => url.pathname.startsWith(path));
  return fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
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
