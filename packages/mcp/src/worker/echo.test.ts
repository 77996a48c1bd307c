import { BOTH_ERAS, type Era, type Exchange } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { endpoint, fetch, keepLog, send, signIn } from '../../fixture/client.ts';
import { NAME_LIMIT } from './message-params.ts';

keepLog();

/** What a caller sends where a name or a value belongs; JSON and URLs keep it as it is. */
const LONG = 'q'.repeat(100_000);
/** A header is no longer than a real server takes. */
const LONG_HEADER = LONG.slice(0, 8_000);

const META = 'io.modelcontextprotocol/';
const say = (input: object) => ({ method: 'tools/call', params: { name: 'fixture_say_hello', arguments: input } });
const complete = (ref: object, argument: object) => ({ method: 'completion/complete', params: { ref, argument } });
const letter = { type: 'ref/resource', uri: 'fixture://letters/{letter}' };
const clientInfo = { name: 'client', version: '1.0.0' };

const PLACES: Readonly<Record<string, Exchange>> = {
  'a method': { method: LONG },
  'a method that differs from its header': { method: LONG, headers: { 'mcp-method': 'tools/list' } },
  'the method of a notification': { method: LONG, headers: { 'mcp-method': 'tools/list' }, id: null },
  'the name of a tool': { method: 'tools/call', params: { name: LONG, arguments: {} } },
  'the name of a tool in a header': { ...say({}), headers: { 'mcp-name': LONG_HEADER } },
  'an argument of a tool': say({ name: LONG }),
  'a field of a tool': say({ [LONG]: 1 }),
  'the arguments of a tool': { method: 'tools/call', params: { name: 'fixture_say_hello', arguments: LONG } },
  'the address of a resource': { method: 'resources/read', params: { uri: `fixture://${LONG}` } },
  'the member of a resource': { method: 'resources/read', params: { uri: `fixture://letters/${LONG}` } },
  'the address of a search': {
    method: 'resources/read',
    params: { uri: `fixture://notes?word=${LONG.slice(0, 1500)}&x=1` },
  },
  'an address that is nowhere': { method: 'resources/read', params: { uri: `fixture://none/${LONG.slice(0, 1500)}` } },
  'a name of the query of an address': {
    method: 'resources/read',
    params: { uri: `fixture://notes?${LONG.slice(0, 1500)}=1` },
  },
  'a header that differs from a long address': {
    method: 'resources/read',
    params: { uri: `fixture://notes?word=${LONG.slice(0, 1000)}` },
    headers: { 'mcp-name': LONG.slice(0, 1500) },
  },
  'the name of a prompt': { method: 'prompts/get', params: { name: LONG } },
  'a field of a prompt': { method: 'prompts/get', params: { name: 'greet', arguments: { [LONG]: '1' } } },
  'a wrong argument of a prompt': { method: 'prompts/get', params: { name: 'greet', arguments: { [LONG]: 1 } } },
  'a reference to a resource': complete({ type: 'ref/resource', uri: LONG }, { name: 'letter', value: '' }),
  'a reference to a prompt': complete({ type: 'ref/prompt', name: LONG }, { name: 'name', value: '' }),
  'a kind of reference': complete({ type: LONG, uri: 'x' }, { name: 'letter', value: '' }),
  'a completed argument': complete(letter, { name: LONG, value: LONG }),
  'a cursor': { method: 'tools/list', params: { cursor: LONG } },
  'a parameter': { method: 'tools/list', params: { [LONG]: 1 } },
  'a field of _meta': { method: 'tools/list', params: { _meta: { [LONG]: 1 } } },
  'a protocol version': {
    method: 'initialize',
    params: { protocolVersion: LONG, capabilities: {}, clientInfo },
    era: '2025-11-25',
  },
  'a protocol version of _meta': { method: 'tools/list', params: { _meta: { [`${META}protocolVersion`]: LONG } } },
  'a protocol version of a header': { method: 'tools/list', headers: { 'mcp-protocol-version': LONG_HEADER } },
  'a client of _meta': { method: 'tools/list', params: { _meta: { [`${META}clientInfo`]: LONG } } },
  'a token': { method: 'tools/list', headers: { authorization: `Bearer ${LONG_HEADER}` } },
  'an Accept': { method: 'tools/list', headers: { accept: `text/${LONG_HEADER}` } },
  'a Content-Type': { method: 'tools/list', headers: { 'content-type': `text/${LONG_HEADER}` } },
  'an Origin': { method: 'tools/list', headers: { origin: `https://${LONG_HEADER}.example` } },
};

/** The longest piece of what was sent that an answer has, its headers included. */
async function longestEcho(answer: Promise<{ readonly headers: Headers; readonly text: string }>): Promise<number> {
  const { headers, text } = await answer;
  const pieces = [text, ...headers.values()].flatMap((each) => each.match(/q+/g) ?? []);
  return Math.max(0, ...pieces.map(({ length }) => length));
}

describe.each(BOTH_ERAS)('no answer repeats long text of a caller, protocol version %s:', (era: Era) => {
  let token: string;
  beforeAll(async () => {
    token = await signIn('fixture:read', 'fixture:write');
  });

  test.each(Object.entries(PLACES))('%s', async (_, exchange) => {
    expect(await longestEcho(send({ era, token, ...exchange }))).toBeLessThanOrEqual(NAME_LIMIT);
    expect(await longestEcho(send({ era, ...exchange }))).toBeLessThanOrEqual(NAME_LIMIT);
  });
});

test.each(['/mcp?tools=', '/mcp?', '/mcp/', '/', '/.well-known/', '/files/', '/account/', '/authorize?client_id='])(
  'nor of an address: %s',
  async (path) => {
    const { host, origin } = new URL(endpoint);
    const answer = async (method: string) => {
      const response = await fetch(new Request(`${origin}${path}${LONG_HEADER}`, { method, headers: { host } }));
      return { headers: response.headers, text: await response.text() };
    };
    expect(await longestEcho(answer('GET'))).toBeLessThanOrEqual(NAME_LIMIT);
    expect(await longestEcho(answer('POST'))).toBeLessThanOrEqual(NAME_LIMIT);
  },
);
