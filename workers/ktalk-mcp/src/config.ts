import { ConfigurationError } from '@aisystant/oauth/config';
import * as z from 'zod';

/** Variables and secrets of ktalk-mcp besides those of the sign-in. */
export interface KTalkVariables {
  /** Origin of the space: `https://example.ktalk.ru`. */
  readonly KTALK_URL: string;
  /** The key of the space, with read scopes only. A secret. */
  readonly KTALK_KEY: string;
  /** Domains of the e-mails of those who may come in, separated by commas; there is no default. */
  readonly ALLOWED_EMAIL_DOMAINS: string;
  /** Calls of KTalk, `5/20`: a second in the long run, and at once after a pause. */
  readonly KTALK_PACE: string;
  /** What KTalk sends along with an event; without it no event is taken. A secret. */
  readonly KTALK_WEBHOOK_SECRET?: string;
  /** Encrypts the keys that people link; without it none can be linked. A secret. */
  readonly PERSONAL_KEY_SECRET?: string;
}

/** The checked configuration. */
export interface KTalkConfig {
  readonly url: string;
  readonly key: string;
  readonly domains: readonly string[];
  readonly pace: { readonly perSecond: number; readonly burst: number };
  readonly webhookSecret: string | null;
  readonly personalKeySecret: string | null;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const Space = z.string().refine((value) => isOrigin(value), { error: 'must be an origin with https' });
const Domains = z
  .string()
  .transform((text) => text.split(',').map((domain) => domain.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be domains separated by commas')).min(1));
const Pace = z
  .string()
  .regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, 'must be like 5/20')
  .transform((text) => {
    const [perSecond = 1, burst = 1] = text.split('/').map(Number);
    return { perSecond, burst };
  });
const LongSecret = z.string().min(32, 'must have at least 32 characters').optional();

const Variables = z.object({
  KTALK_URL: Space,
  KTALK_KEY: z.string().min(1),
  ALLOWED_EMAIL_DOMAINS: Domains,
  KTALK_PACE: Pace,
  KTALK_WEBHOOK_SECRET: LongSecret,
  PERSONAL_KEY_SECRET: LongSecret,
});

/** Reads the configuration. Throws `ConfigurationError` that names each wrong variable and shows no value. */
export function ktalkConfig(env: KTalkVariables): KTalkConfig {
  const parsed = Variables.safeParse(env);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map(({ path, message }) => `${path[0]?.toString()}: ${message}`).join('; '),
    );
  }
  const { KTALK_URL, KTALK_KEY, ALLOWED_EMAIL_DOMAINS, KTALK_PACE, KTALK_WEBHOOK_SECRET, PERSONAL_KEY_SECRET } =
    parsed.data;
  return {
    url: KTALK_URL,
    key: KTALK_KEY,
    domains: ALLOWED_EMAIL_DOMAINS,
    pace: KTALK_PACE,
    webhookSecret: KTALK_WEBHOOK_SECRET ?? null,
    personalKeySecret: PERSONAL_KEY_SECRET ?? null,
  };
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && url.origin === value && (url.protocol === 'https:' || LOOPBACK.has(url.hostname));
}
