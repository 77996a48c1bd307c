import { describe, expect, test } from 'vitest';
import { inAcceptedForm, readAccept } from './accept.ts';

describe('an Accept header', () => {
  test.each([
    [null, true, true],
    ['', true, true],
    ['*/*', true, true],
    ['application/json, text/event-stream', true, true],
    ['Application/JSON;charset=utf-8 , TEXT/event-stream;q=0.5', true, true],
    ['application/json', true, false],
    ['text/event-stream', false, true],
    ['text/*', false, true],
    ['application/*, text/html', true, false],
    ['*/*, text/event-stream;q=0', true, false],
    ['application/json;q=0, */*;q=0.1', false, true],
    ['application/json;q=0.0', false, false],
    ['application/json;q=nonsense', false, false],
    ['text/html', false, false],
    ['application/jsonl', false, false],
  ])('%j takes JSON: %s, an event stream: %s', (header, json, eventStream) => {
    expect(readAccept(header)).toEqual({ json, eventStream });
  });
});

describe('an answer', () => {
  const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } });

  test('with one event becomes JSON', async () => {
    const response = await inAcceptedForm(stream('event: message\ndata: {"id":1}\n\n'), readAccept('application/json'));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ id: 1 });
  });

  test('with several events becomes a JSON array', async () => {
    const text = 'data: \n\nevent: message\ndata: {"id":1}\n\nevent: message\ndata: {"id":2}\n\n';
    expect(await (await inAcceptedForm(stream(text), readAccept('application/json'))).json()).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  test('in JSON becomes one event for a client that accepts only streams; an error stays JSON', async () => {
    const response = await inAcceptedForm(Response.json({ id: 1 }), readAccept('text/event-stream'));
    expect(await response.text()).toBe('event: message\ndata: {"id":1}\n\n');
    const error = await inAcceptedForm(Response.json({ id: 1 }, { status: 400 }), readAccept('text/event-stream'));
    expect(error.headers.get('content-type')).toContain('json');
  });

  test('in an accepted form is returned unchanged', async () => {
    const response = stream('data: {"id":1}\n\n');
    expect(await inAcceptedForm(response, readAccept('*/*'))).toBe(response);
  });
});
