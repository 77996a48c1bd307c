import { UsageError } from '../usage-error.ts';

/** What a webhook of KTalk is registered with. */
export interface WebhookRegistration {
  /** Origin of the space. */
  readonly space: string;
  /** A key of the space with `webhooks` read-write, for this command alone: the server's own key never has it. */
  readonly key: string;
  /** Origin of ktalk-mcp. */
  readonly server: string;
  /** `KTALK_WEBHOOK_SECRET` of the server, which KTalk repeats with every event. */
  readonly secret: string;
}

const PATH = '/webhook/ktalk';
const SECRET_HEADER = 'x-webhook-secret';
const TRIES = 30;

/** `fleet ktalk webhook`: makes KTalk tell the server of new recordings and transcripts. */
export async function ktalk([action = '', space = '', server = '']: readonly string[]): Promise<void> {
  if (action !== 'webhook') throw new UsageError(`"${action}" is nothing to do with KTalk, only webhook.`);
  const { KTALK_WEBHOOK_KEY: key, KTALK_WEBHOOK_SECRET: secret } = process.env;
  if (!key || !secret) throw new UsageError('Set KTALK_WEBHOOK_KEY and KTALK_WEBHOOK_SECRET in the environment.');
  const webhookKey = await registerWebhook({ space: originOf(space), server: originOf(server), key, secret });
  console.log(`KTalk now tells ${server} of new recordings and transcripts; the webhook is ${webhookKey}.`);
}

/**
 * Registers a webhook and activates it with the key that KTalk sends to the server; gives its key in KTalk. Nothing is registered
 * before the server has answered with this secret: a space takes ten webhooks a day, and keeps one that is never activated.
 */
export async function registerWebhook(
  { space, key, server, secret }: WebhookRegistration,
  waitMs = 1_000,
): Promise<string> {
  const headers = { 'x-auth-token': key, 'content-type': 'application/json' };
  const address = `${server}${PATH}`;
  const body = {
    title: 'ktalk-mcp',
    url: address,
    events: ['recordingCompleted', 'transcriptionReady'],
    customHeaders: [{ name: SECRET_HEADER, value: secret }],
  };
  // Its answer also takes away a key that an interrupted registration left there.
  await takeActivationKey(address, secret);
  const registered = await request(`${space}/api/Webhooks`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { webhookKey } = (await requireOk(registered, 'registering the webhook').json()) as { webhookKey: string };
  for (let tried = 0; tried < TRIES; tried += 1) {
    const activationKey = await takeActivationKey(address, secret);
    if (activationKey !== null) {
      const activate = `${space}/api/Webhooks/${encodeURIComponent(webhookKey)}/activate`;
      const active = await request(activate, { method: 'POST', headers, body: JSON.stringify({ activationKey }) });
      requireOk(active, 'activating the webhook');
      return webhookKey;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  throw new UsageError(`KTalk sent nothing to ${address}: is it reachable, and are webhooks enabled for the space?`);
}

/** The key that KTalk sent to the server, once; null while there is none. */
async function takeActivationKey(address: string, secret: string): Promise<string | null> {
  const answer = requireOk(await request(address, { headers: { [SECRET_HEADER]: secret } }), 'asking the server');
  const { activationKey } = (await answer.json()) as { activationKey: string | null };
  return activationKey;
}

/** Sends a request. Throws {@link UsageError} with the address when it is not answered. */
async function request(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init).catch(() => {
    throw new UsageError(`${new URL(address).origin} does not answer: is the address right?`);
  });
}

function requireOk(response: Response, step: string): Response {
  if (response.ok) return response;
  throw new UsageError(
    `${step}: ${response.status}${response.status === 401 ? ' (the key or the secret is refused)' : ''}`,
  );
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`"${text}" is no address: it begins with https://, like https://example.ktalk.ru.`);
  }
  return url.origin;
}
