import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineServer, defineTool, defineWidget, type RenderHints } from '../define/index.ts';
import { listedTool } from './listed-tool.ts';
import { claudeDomain, widgetMeta } from './render-hints.ts';

const widget = defineWidget<null>({
  name: 'card',
  uri: 'ui://test-mcp/card.html',
  title: 'Карточка',
  purpose: 'Показывает вещь.',
  version: '1.0.0',
  scope: 'test:read',
  example: 'Как выглядит вещь?',
  shows: ['test.get_thing'],
  html: async () => '<!doctype html>',
});

const tool = (ui?: RenderHints) =>
  defineTool.for<null>()({
    id: 'test.get_thing',
    version: '1.0.0',
    status: 'stable',
    title: 'Вещь',
    intent: 'Что это?',
    useWhen: ['нужна вещь'],
    doNotUseWhen: [],
    scope: 'test:read',
    effect: 'read',
    semantics: 'Вещь — это вещь.',
    privacy: 'ничего личного',
    errors: [],
    examples: [
      { question: 'Первый?', input: {}, answer: 'Да.' },
      { question: 'Второй?', input: {}, answer: 'Да.' },
    ],
    ...(ui && { ui }),
    input: () => z.strictObject({}),
    output: () => z.object({}),
    run: () => ({}),
    summarize: () => 'вещь',
  });

const TEXTS = { invoking: 'Ищу вещь…', invoked: 'Вот вещь' };
const serverWith = (ui: RenderHints) =>
  defineServer({
    name: 'test-mcp',
    version: '1.0.0',
    updated: '2026-11-20',
    title: { ru: 'Проба', en: 'Test' },
    owner: 'kit',
    instructions: 'Проба.',
    scopes: { 'test:read': { ru: 'Читать', en: 'Read' } },
    needsEmail: false,
    tools: [tool(ui)],
    resources: [widget],
    prompts: [],
    routes: [],
    services: () => null,
  });

const BASE = 'https://test-mcp.example';

describe('the hints of a tool', () => {
  test('are the fields of MCP Apps and those of ChatGPT, from one declaration', () => {
    expect(listedTool(tool({ ...TEXTS, widget: widget.uri, fromWidgets: true }), BASE)._meta).toEqual({
      securitySchemes: expect.any(Array),
      ui: { resourceUri: 'ui://test-mcp/card.html', visibility: ['model', 'app'] },
      'openai/outputTemplate': 'ui://test-mcp/card.html',
      'openai/widgetAccessible': true,
      'openai/toolInvocation/invoking': 'Ищу вещь…',
      'openai/toolInvocation/invoked': 'Вот вещь',
    });
  });

  test('leave a tool to the model alone, unless a widget may call it', () => {
    expect(listedTool(tool(TEXTS), BASE)._meta).toMatchObject({
      ui: { visibility: ['model'] },
      'openai/widgetAccessible': false,
    });
    expect(listedTool(tool(TEXTS), BASE)._meta).not.toHaveProperty('openai/outputTemplate');
  });

  test('are absent where none are declared', () => {
    expect(Object.keys(listedTool(tool(), BASE)._meta)).toEqual(['securitySchemes']);
  });

  test.each([
    ['a widget that is not there', { ...TEXTS, widget: 'ui://test-mcp/other.html' }],
    ['a text of 65 characters', { ...TEXTS, invoking: 'я'.repeat(65) }],
    ['an empty text', { ...TEXTS, invoked: '' }],
  ])('with %s are refused at load', (_, ui) => {
    expect(() => serverWith(ui)).toThrow(TypeError);
  });

  test('with 64 characters and a widget that is there are taken', () => {
    expect(serverWith({ ...TEXTS, widget: widget.uri, invoking: 'я'.repeat(64) }).tools).toHaveLength(1);
  });
});

describe('a widget', () => {
  test('allows no origin at all, in the words of both hosts', () => {
    expect(widgetMeta(widget, 'https://test-mcp.example.test', null)._meta).toEqual({
      ui: {
        csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
        prefersBorder: true,
      },
      'openai/widgetCSP': { connect_domains: [], resource_domains: [] },
      'openai/widgetDomain': 'https://test-mcp.example.test',
      'openai/widgetPrefersBorder': true,
      'openai/widgetDescription': 'Показывает вещь.',
    });
  });

  test('names its origin at Claude, which is the digest of the address that was called, and to no other host', async () => {
    const of = (userAgent: string, url: string) =>
      claudeDomain(new Request(url, { headers: { 'user-agent': userAgent } }));
    const url = 'https://test-mcp.example.test/mcp';
    expect(await of('Claude-User', url)).toBe('8e7b695e59d2d0758ad4e9737be76af4.claudemcpcontent.com');
    expect(await of('Claude-User', `${url}?tools=full`)).toBe('b6e5777eb0789a7278d2f5254260f2de.claudemcpcontent.com');
    expect(await of('openai-mcp/1.0.0', url)).toBeNull();
    expect(await claudeDomain(new Request(url))).toBeNull();
  });
});
