import fc from 'fast-check';
import { CLIENT_REDIRECT } from './auth.ts';

/** A text of 600 to 10,000 characters, of one byte each or of more. */
export const longText = fc
  .tuple(
    fc.constantFrom('', 'https://evil.example/'),
    fc.constantFrom('x', 'я', '😀', '%'),
    fc.integer({ min: 600, max: 10_000 }),
  )
  .map(([before, letter, length]) => before + letter.repeat(length));

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
/** Words of a stranger, foul ones among them. */
export const words = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...ATTACKS), { maxLength: 4 }).map((parts) => parts.join('')),
);
const junk = fc.jsonValue({ maxDepth: 2 });
/** What is usual, and once in sixteen times something else. */
const rarely = (usual: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = junk) =>
  fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: other });
const address = rarely(fc.constantFrom(CLIENT_REDIRECT, 'https://evil.example/"><script>alert(1)</script>'), words);
const uri = rarely(
  words.map((path) => `https://a.test/${path}`),
  words,
);

/** What a client may say of itself, right and wrong. */
export const registration = fc.record(
  {
    redirect_uris: rarely(fc.array(address, { minLength: 1, maxLength: 3 })),
    client_name: rarely(words),
    'client_name#ru': rarely(words),
    client_uri: rarely(uri),
    logo_uri: rarely(uri),
    tos_uri: rarely(uri),
    policy_uri: rarely(uri),
    jwks_uri: rarely(uri),
    contacts: rarely(fc.array(words, { maxLength: 2 })),
    grant_types: rarely(
      fc.constantFrom(['authorization_code'], ['authorization_code', 'refresh_token']),
      fc.constant(['implicit']),
    ),
    response_types: rarely(fc.constant(['code']), fc.constantFrom(['token'], [])),
    token_endpoint_auth_method: rarely(
      fc.constantFrom('none', 'client_secret_basic', 'client_secret_post'),
      fc.constant('magic'),
    ),
    scope: rarely(words),
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
