import { describe, expect, test } from 'vitest';
import { inMemoryAdapter } from './in-memory-adapter.ts';

const now = Math.floor(Date.now() / 1000);

describe('the adapter', () => {
  test('forgets everything of a revoked grant, in every kind, and nothing else', async () => {
    const store = inMemoryAdapter();
    const [codes, tokens] = [store('AuthorizationCode'), store('AccessToken')];
    await codes.upsert('code', { grantId: 'revoked' }, 60);
    await tokens.upsert('token', { grantId: 'revoked' }, 60);
    await tokens.upsert('other', { grantId: 'kept' }, 60);
    await codes.revokeByGrantId('revoked');
    expect(await codes.find('code')).toBeUndefined();
    expect(await tokens.find('token')).toBeUndefined();
    expect(await tokens.find('other')).toEqual({ grantId: 'kept' });
  });

  test('keeps kinds apart that use the same id', async () => {
    const store = inMemoryAdapter();
    await store('Grant').upsert('id', { accountId: 'a' }, 60);
    expect(await store('Session').find('id')).toBeUndefined();
  });

  test('gives back the memory of what has expired, and only of that', async () => {
    const sessions = inMemoryAdapter()('Session');
    await sessions.upsert('old', { uid: 'old', exp: now - 1 }, 0);
    await sessions.upsert('live', { uid: 'live', exp: now + 600 }, 600);
    for (let count = 0; count < 500; count += 1) await sessions.upsert('busy', { uid: 'busy', exp: now + 600 }, 600);
    expect(await sessions.find('old')).toBeUndefined();
    expect(await sessions.findByUid('live')).toMatchObject({ uid: 'live' });
  });
});
