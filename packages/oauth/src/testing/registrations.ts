import fc from 'fast-check';
import { CLIENT_REDIRECT } from './auth.ts';

/** A text of 600 to 10,000 characters of one to four bytes. */
export const longText = fc
  .tuple(
    fc.constantFrom('', 'https://evil.example/'),
    fc.constantFrom('x', 'я', '😀', '%'),
    fc.integer({ min: 600, max: 10_000 }),
  )
  .map(([prefix, char, length]) => prefix + char.repeat(length));

const ATTACKS = [
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</strong></bdi></form>',
  ],
  ...['<form action="https://evil.example">', '<base href="https://evil.example">', '<!--', '\u202egnp.exe', '\u0000'],
  ...['javascript:alert(1)', 'https://evil.example/"><script>', '{{7*7}}', '%3Cscript%3E', '\ud800'],
];
/** Arbitrary text, often an injection attempt. */
export const untrustedText = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...ATTACKS), { maxLength: 4 }).map((parts) => parts.join('')),
);
const junk = fc.jsonValue({ maxDepth: 2 });
/** A plausible value, and one time in sixteen another one. */
const mostly = (plausible: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = junk) =>
  fc.oneof({ weight: 15, arbitrary: plausible }, { weight: 1, arbitrary: other });
const address = mostly(
  fc.constantFrom(CLIENT_REDIRECT, 'https://evil.example/"><script>alert(1)</script>'),
  untrustedText,
);
const uri = mostly(
  untrustedText.map((path) => `https://a.test/${path}`),
  untrustedText,
);

/** Client metadata of a registration request, valid and invalid. */
export const registration = fc.record(
  {
    redirect_uris: mostly(fc.array(address, { minLength: 1, maxLength: 3 })),
    client_name: mostly(untrustedText),
    'client_name#ru': mostly(untrustedText),
    client_uri: mostly(uri),
    logo_uri: mostly(uri),
    tos_uri: mostly(uri),
    policy_uri: mostly(uri),
    jwks_uri: mostly(uri),
    contacts: mostly(fc.array(untrustedText, { maxLength: 2 })),
    grant_types: mostly(
      fc.constantFrom(['authorization_code'], ['authorization_code', 'refresh_token']),
      fc.constant(['implicit']),
    ),
    response_types: mostly(fc.constant(['code']), fc.constantFrom(['token'], [])),
    token_endpoint_auth_method: mostly(
      fc.constantFrom('none', 'client_secret_basic', 'client_secret_post'),
      fc.constant('magic'),
    ),
    scope: mostly(untrustedText),
    software_statement: junk,
    __proto__: fc.constant({ admin: true }),
    constructor: junk,
  },
  { requiredKeys: ['redirect_uris'], noNullPrototype: false },
);

/** Registrations that every run tries before the random ones. */
export const KEPT_REGISTRATIONS: readonly Record<string, unknown>[] = [
  { redirect_uris: [CLIENT_REDIRECT] },
  { redirect_uris: [CLIENT_REDIRECT], client_name: '' },
  { redirect_uris: [CLIENT_REDIRECT], client_name: '\u202egnp.exe', 'client_name#ru': '\u0000' },
  { redirect_uris: [CLIENT_REDIRECT], client_name: '</strong></bdi></form><form action="https://evil.example">' },
  { redirect_uris: [CLIENT_REDIRECT], client_name: 'я'.repeat(1_000) },
  { redirect_uris: [CLIENT_REDIRECT], client_uri: 'javascript:alert(1)', logo_uri: 'data:text/html,<script>' },
  { redirect_uris: [CLIENT_REDIRECT], scope: 'admin test:read '.repeat(500) },
  { redirect_uris: [CLIENT_REDIRECT], grant_types: ['implicit'], response_types: ['token'] },
  { redirect_uris: [CLIENT_REDIRECT], grant_types: [], response_types: [] },
  {
    redirect_uris: [CLIENT_REDIRECT],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: 'http://169.254.169.254/',
  },
  { redirect_uris: [] },
  { redirect_uris: [''] },
  { redirect_uris: [null] },
  { redirect_uris: {} },
  { redirect_uris: [CLIENT_REDIRECT, 'javascript:alert(1)'] },
  { redirect_uris: Array.from({ length: 200 }, (_, i) => `https://a.test/${i}`) },
];
