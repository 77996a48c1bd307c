import { WIDGET_BYTES, WIDGET_MIME } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { BOTH_ERAS, listOf } from './rpc.ts';
import type { Subject } from './subject.ts';

/** What would load something, or send it: a widget has everything in itself. */
const REFERENCES = [
  /<(?:link|base|img|iframe|object|embed|source)\b/i,
  /\bsrc\s*=/i,
  /@import\b/i,
  /\burl\((?!['"]?(?:data:|#))/i,
  /\bimport\s*\(/,
  /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/,
];
/** Addresses in the text of a page that nothing is loaded from: namespaces of SVG, XHTML and MathML. */
const NAMESPACE = /^https?:\/\/www\.w3\.org\//;

type Fields = { readonly [field: string]: unknown };

/** Whether a server has a widget, or a tool that says how it is shown. */
export function hasWidgets({ tools, resources }: Subject['server']): boolean {
  return tools.some(({ facts }) => facts.ui !== undefined) || resources.some(({ mime }) => mime === WIDGET_MIME);
}

/** Every picture that a tool promises is there, whole in itself, small, and described alike on the list and on the read. */
export function widgetsContract({ server, endpoint, signIn, send }: Subject): void {
  const widgets = server.resources.filter(({ mime }) => mime === WIDGET_MIME);
  const tools = server.tools.filter(({ facts }) => facts.ui !== undefined);

  test.each(BOTH_ERAS)(
    'tools/list has the hints of both families of hosts, and only of tools that have some (%s)',
    async (era) => {
      const token = await signIn();
      const reply = await send({ method: 'tools/list', token, era });
      for (const tool of listOf(reply, 'tools')) {
        const facts = tools.find(({ name }) => name === tool['name'])?.facts.ui;
        const meta = tool['_meta'] as Fields;
        expect(meta['openai/outputTemplate'], String(tool['name'])).toBe(facts?.widget);
        expect((meta['ui'] as Fields | undefined)?.['resourceUri']).toBe(facts?.widget);
        expect(meta['openai/toolInvocation/invoking']).toBe(facts?.invoking);
        expect(meta['openai/toolInvocation/invoked']).toBe(facts?.invoked);
      }
    },
  );

  test('every widget is the picture of a tool, and every picture of a tool is a widget of this server', () => {
    const shown = new Set(tools.flatMap(({ facts }) => facts.ui?.widget ?? []));
    expect([...shown].sort()).toEqual(widgets.map((widget) => ('uri' in widget ? widget.uri : widget.template)).sort());
  });

  for (const widget of widgets) {
    const uri = 'uri' in widget ? widget.uri : widget.template;
    const read = async () => {
      const token = await signIn();
      const listed = listOf(await send({ method: 'resources/list', token }), 'resources');
      const [content] = listOf(await send({ method: 'resources/read', params: { uri }, token }), 'contents');
      return { entry: listed.find((each) => each['uri'] === uri), content };
    };

    test(`${uri} allows no origin, and says so on the list as on the read`, async () => {
      const { entry, content } = await read();
      expect(uri).toMatch(/^ui:\/\//);
      expect(content).toMatchObject({ uri, mimeType: WIDGET_MIME });
      expect(entry?.['_meta']).toEqual(content?.['_meta']);
      const meta = content?.['_meta'] as Fields;
      const { csp } = meta['ui'] as { csp: Fields };
      expect(Object.values(csp).flat()).toEqual([]);
      expect(Object.values(meta['openai/widgetCSP'] as Fields).flat()).toEqual([]);
      expect(meta['openai/widgetDomain']).toBe(new URL(endpoint).origin);
    });

    test(`${uri} is one small page that loads nothing`, async () => {
      const html = String((await read()).content?.['text']);
      expect(html).toMatch(/^<!doctype html>/i);
      expect(new TextEncoder().encode(html).length).toBeLessThanOrEqual(WIDGET_BYTES);
      for (const reference of REFERENCES) expect(reference.exec(html)?.[0]).toBeUndefined();
      const addresses = html.match(/https?:\/\/[^\s"'`)\\]+/g) ?? [];
      expect(addresses.filter((address) => !NAMESPACE.test(address))).toEqual([]);
    });
  }
}
