import { ScriptedBrowser } from '@aisystant/fleet';
import { expect } from 'vitest';
import type { Expected, Recording, SignIn, Step } from './recorded/step.ts';
import { LOGIN, type Subject } from './subjects.ts';

const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce-0123456789';
const CHALLENGE = 'eM_wlC71m0zXHkMp0nKAUoFVO0Jm6LAPY1pP1iVCf4o';
const STATE = 'state-of-the-client';

/** What is known by now: words and, for the arguments of a call, values; a function makes a new word each time. */
type Known = Map<string, unknown>;

/** An answer, as a client reads it. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Does at a server what a client does, and expects what the client needs. `more` is what this client knows besides. */
export async function replay(
  { steps }: Recording,
  subject: Subject,
  more: { readonly [name: string]: unknown } = {},
): Promise<void> {
  const known: Known = new Map<string, unknown>([
    ['mcp', subject.url],
    ['origin', subject.origin],
    ['issuer', subject.issuer],
    ['resource_metadata', subject.resourceMetadata],
    ['server_metadata', subject.serverMetadata],
    ['scopes', subject.scopes.join(' ')],
    ['tool', subject.call.name],
    ['arguments', subject.call.arguments],
    ['verifier', VERIFIER],
    ['challenge', CHALLENGE],
    ['state', STATE],
    ...Object.entries(more),
  ]);
  for (const step of steps) {
    if ('signIn' in step) await signIn(step, known);
    else await take(step, known, expectedOf(step, subject));
  }
}

function expectedOf(step: Step, { open, signInOptional }: Subject): Expected {
  return (signInOptional && step.expectWithoutSignIn) || (open && step.expectOpen) || step.expect;
}

async function take(step: Step, known: Known, expected: Expected): Promise<void> {
  const answers = await Promise.all(Array.from({ length: step.twice ? 2 : 1 }, () => send(step, known)));
  for (const answer of answers) meets(answer, filled(expected, known) as Expected, step.why);
  const [first, second = first] = answers.map(({ body }) => body);
  expect(second, step.why).toEqual(first);
  for (const name of step.keep ?? []) {
    expect(first, step.why).toHaveProperty(name);
    known.set(name, (first as Record<string, unknown>)[name]);
  }
  const [id, secret] = [known.get('client_id'), known.get('client_secret')];
  known.set('client_id:client_secret', btoa(`${id}:${secret}`));
}

function meets({ status, headers, body }: Answer, expected: Expected, why: string): void {
  expect({ why, status, body }).toMatchObject({ why, status: expected.status });
  for (const [name, text] of Object.entries(expected.headers ?? {})) expect(headers.get(name), why).toContain(text);
  if (expected.body) expect(body, why).toMatchObject(expected.body);
}

async function send(step: Step, known: Known): Promise<Answer> {
  const [method = '', ...address] = (filled(step.request, known) as string).split(' ');
  const headers = new Headers(filled(step.headers ?? {}, known) as Record<string, string>);
  const form = step.form && new URLSearchParams(filled(step.form, known) as Record<string, string>);
  if (step.json !== undefined) headers.set('content-type', 'application/json');
  const body = form ?? (step.json === undefined ? null : JSON.stringify(filled(step.json, known)));
  const response = await fetch(address.join('%20'), { method, headers, body, redirect: 'manual' });
  return { status: response.status, headers: response.headers, body: bodyOf(await response.text()) };
}

/** The JSON of a body, or of the last event of a stream; anything else as text. */
function bodyOf(text: string): unknown {
  const event = text.split('\n').findLast((line) => line.startsWith('data: ') && line.length > 6);
  try {
    return JSON.parse(event?.slice(6) ?? text);
  } catch {
    return text;
  }
}

async function signIn({ why, signIn: asked }: SignIn, known: Known): Promise<void> {
  const parameters = {
    response_type: 'code',
    client_id: '{client_id}',
    code_challenge: '{challenge}',
    code_challenge_method: 'S256',
    state: '{state}',
    ...asked,
  };
  const url = new URL(String(known.get('authorization_endpoint')));
  url.search = String(new URLSearchParams(filled(parameters, known) as Record<string, string>));
  const redirectUri = url.searchParams.get('redirect_uri') ?? '';
  const { landed } = await new ScriptedBrowser().signIn(url, redirectUri, { login: LOGIN });
  const answer = Object.fromEntries(landed.searchParams);
  expect(answer, why).toEqual({ code: expect.any(String), state: STATE, iss: known.get('issuer') });
  known.set('code', answer['code']);
}

/** Puts what is known in the place of the words in braces; a text that is nothing else becomes the value itself. */
function filled(value: unknown, known: Known): unknown {
  if (typeof value === 'string') {
    const [, whole = ''] = /^\{([a-z_:]+)\}$/.exec(value) ?? [];
    const one = known.get(whole);
    if (one !== undefined) return typeof one === 'function' ? one() : one;
    return value.replace(/\{([a-z_:]+)\}/g, (braces, name) => String(known.get(name) ?? braces));
  }
  if (Array.isArray(value)) return value.map((each) => filled(each, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, known)]));
}
