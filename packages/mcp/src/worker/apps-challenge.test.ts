import { describe, expect, test } from 'vitest';
import { bindings, fetch, inEnvironment } from '../../fixture/client.ts';
import { APPS_CHALLENGE_PATH } from './apps-challenge.ts';

const ask = (method: string, path = APPS_CHALLENGE_PATH) => new Request(`${bindings.BASE_URL}${path}`, { method });
const proving = (token: string) => inEnvironment({ OPENAI_APPS_CHALLENGE: token });

describe('the proof of the domain for the directory of ChatGPT', () => {
  test('is the configured token, exactly and as text, and is not kept', async () => {
    const response = await proving('proof-Of_1')(ask('GET'));
    expect([response.status, await response.text()]).toEqual([200, 'proof-Of_1']);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('has no space or line end around it, which a pasted value often has', async () => {
    expect(await (await proving(' proof\n')(ask('GET'))).text()).toBe('proof');
  });

  test.each([undefined, '', ' \n'])('does not exist while the setting is %j', async (token) => {
    const response = await (token === undefined ? fetch : proving(token))(ask('GET'));
    expect(response.status).toBe(404);
  });

  test('is only read, and only there', async () => {
    expect((await proving('proof')(ask('HEAD'))).status).toBe(200);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await proving('proof')(ask(method));
      expect(response.status, method).toBeGreaterThanOrEqual(400);
      expect(await response.text(), method).not.toContain('proof');
    }
    expect((await proving('proof')(ask('GET', `${APPS_CHALLENGE_PATH}/x`))).status).toBe(404);
  });
});
