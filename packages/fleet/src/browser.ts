import { cut } from '@aisystant/mcp/text';

/** A cookie with the path below which it is sent. */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A form of a page, filled as the page came. */
interface Form {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** What a person without a screen answers on the pages of a sign-in. */
export interface Answers {
  /** Login at the identity provider. */
  readonly login: string;
  /** Scopes to leave ticked; all when absent. */
  readonly scopes?: readonly string[];
}

/** What happened on the way. */
export interface Visited {
  /** The address the last redirect led to: the client's. */
  readonly landed: URL;
  /** The answered pages, in order. */
  readonly pages: readonly ('consent' | 'login')[];
}

/** A browser that signs a person in by script: it follows redirects and pages that lead on, keeps cookies and submits the pages' own forms. */
export class ScriptedBrowser {
  // One jar for `localhost`: ports do not separate cookies, in a browser neither.
  readonly #jar = new Map<string, Cookie>();

  /** Goes from an authorization address to the client's redirect address, answering each page on the way. */
  async signIn(start: URL, until: string, answers: Answers): Promise<Visited> {
    const pages: ('consent' | 'login')[] = [];
    let next = new Request(start);
    for (let step = 0; step < 20; step += 1) {
      const response = await this.#send(next);
      const location = response.headers.get('location') ?? response.headers.get('refresh')?.replace(/^0;url=/, '');
      if (location) {
        const target = new URL(location, next.url);
        if (target.href.startsWith(until)) return { landed: target, pages };
        next = new Request(target);
        continue;
      }
      const page = await response.text();
      if (!response.ok) throw new Error(`${new URL(next.url).pathname} answered ${response.status}: ${textOf(page)}`);
      const kind = page.includes('name="handle"') ? 'consent' : 'login';
      pages.push(kind);
      next = submit(formOf(page, next.url), kind, answers);
    }
    throw new Error('the sign-in did not end after 20 steps');
  }

  async #send(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const sent = [...this.#jar.values()].filter(({ path }) => pathname.startsWith(path));
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    if (cookie) request.headers.set('cookie', cookie);
    const response = await fetch(request, { redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some(
      (attribute) => /^max-age=0$/i.test(attribute) || /^expires=Thu, 01 Jan 1970/i.test(attribute),
    );
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const key = `${path} ${name}`;
    if (gone) this.#jar.delete(key);
    else this.#jar.set(key, { name, value: value.join('='), path });
  }
}

function submit(form: Form, kind: 'consent' | 'login', { login, scopes }: Answers): Request {
  const kept = form.fields.filter(([name, value]) => name !== 'scope' || !scopes || scopes.includes(value));
  const own: [string, string] = kind === 'consent' ? ['decision', 'approve'] : ['login', login];
  const fields = kind === 'consent' ? kept : kept.filter(([name]) => name !== 'login');
  const body = new URLSearchParams([...fields.map(([name, value]): [string, string] => [name, value]), own]);
  const origin = new URL(form.action).origin;
  return new Request(form.action, { method: 'POST', body, headers: { origin } });
}

/** Reads the first form of a page: hidden fields and ticked boxes. */
function formOf(page: string, base: string): Form {
  const [, attributes = '', inside = ''] = page.match(/<form([^>]*)>([\s\S]*?)<\/form>/) ?? [];
  const inputs = [...inside.matchAll(/<input([^>]*)>/g)].map(([, input = '']) => input);
  const sent = inputs.filter((input) => /type="hidden"/.test(input) || /\bchecked\b/.test(input));
  return {
    action: new URL(decode(attribute(attributes, 'action') ?? ''), base).href,
    fields: sent.map((input) => [attribute(input, 'name') ?? '', decode(attribute(input, 'value') ?? '')] as const),
  };
}

function attribute(tag: string, name: string): string | undefined {
  return tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function textOf(page: string): string {
  const text = page
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(text, 300);
}
