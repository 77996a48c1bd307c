import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, isLoopback, readConfig, type SignInEnv } from './config.ts';

const given = env as unknown as SignInEnv;
const deployed: SignInEnv = {
  ...given,
  BASE_URL: 'https://dt-mcp.example.test',
  PORTAL_URL: 'https://portal.example.test',
  IDENTITY_ISSUER: 'https://identity.example.test/hydra/',
  CIMD: 'on',
};

/** The message of the thrown error. */
function refusalOf(wrong: Partial<Record<keyof SignInEnv, unknown>>): string {
  try {
    readConfig({ ...deployed, ...wrong } as SignInEnv);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

test('a valid configuration is read, with /mcp of the origin as the resource', () => {
  expect(readConfig(deployed)).toMatchObject({
    baseUrl: 'https://dt-mcp.example.test',
    resource: 'https://dt-mcp.example.test/mcp',
    identity: { issuer: 'https://identity.example.test/hydra/' },
    cimd: true,
  });
  expect(readConfig({ ...deployed, CIMD: 'off' }).cimd).toBe(false);
});

describe('the subject keys of mounted servers', () => {
  const key = 'the subject key of a mounted server';
  const read = (env: object) =>
    readConfig({ ...deployed, ...env } as SignInEnv, {
      mountedKeys: { 'dt-mcp': 'DT_SUBJECT_KEY', 'x-mcp': 'X_SUBJECT_KEY' },
    });

  test('are read by the names of the servers; a server that mounts none has none', () => {
    expect(read({ DT_SUBJECT_KEY: key, X_SUBJECT_KEY: `${key} too` }).mountedKeys).toEqual({
      'dt-mcp': key,
      'x-mcp': `${key} too`,
    });
    expect(readConfig(deployed).mountedKeys).toEqual({});
  });

  test.each([
    ['is missing', {}, 'X_SUBJECT_KEY'],
    ['is short', { X_SUBJECT_KEY: 'short' }, 'X_SUBJECT_KEY'],
    ['is that of another mounted server', { X_SUBJECT_KEY: key }, 'SUBJECT_KEY: every server needs a key of its own'],
    [
      'is that of the server itself',
      { X_SUBJECT_KEY: deployed.SUBJECT_KEY },
      'SUBJECT_KEY: every server needs a key of its own',
    ],
  ])('are refused where one %s', (_, env, named) => {
    expect(() => read({ DT_SUBJECT_KEY: key, ...env })).toThrow(ConfigurationError);
    expect(() => read({ DT_SUBJECT_KEY: key, ...env })).toThrow(named);
  });
});

describe('a missing or malformed variable', () => {
  test.each([
    'BASE_URL',
    'PORTAL_URL',
    'CONFIGURATION',
    'IDENTITY_ISSUER',
    'IDENTITY_CLIENT_ID',
    'IDENTITY_CLIENT_SECRET',
    'SUBJECT_KEY',
    'CIMD',
    'OAUTH_KV',
    'SIGN_IN_LIMIT',
    'TOKEN_LIMIT',
  ])('%s is named if it is missing', (name) => {
    expect(refusalOf({ [name]: undefined })).toContain(`${name}:`);
  });

  test('all invalid variables are named together', () => {
    const message = refusalOf({ SUBJECT_KEY: undefined, CIMD: 'yes', CONFIGURATION: '' });
    for (const name of ['SUBJECT_KEY', 'CIMD', 'CONFIGURATION']) expect(message).toContain(name);
  });

  test.each([
    'nonsense',
    '',
    'https://dt-mcp.example.test/',
    'https://dt-mcp.example.test/mcp',
    'https://DT-mcp.example.test',
    'https://user@dt-mcp.example.test',
    'dt-mcp.example.test',
  ])('BASE_URL must be an origin: %s', (BASE_URL) => {
    expect(refusalOf({ BASE_URL })).toContain('BASE_URL');
  });

  test('a short subject key is refused', () => {
    expect(refusalOf({ SUBJECT_KEY: 'x'.repeat(31) })).toContain('at least 32');
  });

  test('the message never contains a value', () => {
    const value = fc.string({ minLength: 8, maxLength: 30 }).map((text) => `secret-${text}`);
    const names = ['BASE_URL', 'PORTAL_URL', 'IDENTITY_ISSUER', 'SUBJECT_KEY', 'CIMD'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), value, (name, secret) => {
        expect(refusalOf({ [name]: secret.slice(0, 31) })).not.toContain(secret.slice(0, 31));
      }),
    );
  });
});

describe('plain http', () => {
  test.each([
    ['BASE_URL', 'http://dt-mcp.example.test'],
    ['IDENTITY_ISSUER', 'http://identity.example.test'],
    ['IDENTITY_ISSUER', 'http://localhost:8780'],
    ['PORTAL_URL', 'http://portal.example.test'],
    ['PORTAL_URL', 'http://localhost:8786'],
  ] as const)('%s=%s is refused where the server itself is not on this machine', (name, url) => {
    expect(refusalOf({ [name]: url })).toContain(`${name}: must be https`);
  });

  test.each(['http://localhost:8789', 'http://127.0.0.1:8789', 'http://[::1]:8789'])(
    'is allowed for a server on this machine: %s',
    (BASE_URL) => {
      const config = readConfig({ ...deployed, BASE_URL, IDENTITY_ISSUER: 'http://localhost:8780' });
      expect(config.baseUrl).toBe(BASE_URL);
    },
  );

  test.each([
    ['http://localhost:1', true],
    ['http://127.0.0.1', true],
    ['http://[::1]', true],
    ['http://localhost.example.test', false],
    ['http://127.0.0.1.example.test', false],
    ['https://example.test', false],
  ])('isLoopback(%s) is %s', (url, local) => {
    expect(isLoopback(url)).toBe(local);
  });
});
