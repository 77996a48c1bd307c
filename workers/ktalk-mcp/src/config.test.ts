import { createExecutionContext } from 'cloudflare:test';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ktalkConfig } from './config.ts';
import worker from './index.ts';
import { bindings } from './testing/person.ts';

afterEach(() => void vi.restoreAllMocks());

const wrong = [
  ['ALLOWED_EMAIL_DOMAINS', undefined],
  ['ALLOWED_EMAIL_DOMAINS', ''],
  ['ALLOWED_EMAIL_DOMAINS', '*'],
  ['ALLOWED_EMAIL_DOMAINS', 'example.com, .com'],
  ['KTALK_URL', 'http://example.ktalk.ru'],
  ['KTALK_URL', 'https://example.ktalk.ru/api'],
  ['KTALK_KEY', ''],
  ['KTALK_PACE', '0/1'],
  ['KTALK_WEBHOOK_SECRET', 'short'],
  ['PERSONAL_KEY_SECRET', 'short'],
] as const;

describe.each(wrong)('%s: %s', (name, value) => {
  test('is refused by its name, without its value', () => {
    expect(() => ktalkConfig({ ...bindings, [name]: value })).toThrow(new RegExp(`^${name}: `));
    const told = messageOf(() => ktalkConfig({ ...bindings, [name]: value }));
    if (value && value.length > 1) expect(told).not.toContain(value);
  });

  test('stops the whole server, and the log says why', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const env = { ...bindings, [name]: value };
    const response = await worker.fetch(new Request(`${bindings.BASE_URL}/healthz`), env, createExecutionContext());
    expect(response.status).toBe(500);
    expect(JSON.stringify(log.mock.calls)).toContain(name);
  });
});

function messageOf(run: () => unknown): string {
  try {
    return String(run());
  } catch (error) {
    return String(error);
  }
}

test('domains are compared in lower case, and spaces between them do not matter', () => {
  const { domains } = ktalkConfig({ ...bindings, ALLOWED_EMAIL_DOMAINS: 'Example.com , team.example.ru' });
  expect(domains).toEqual(['example.com', 'team.example.ru']);
});
