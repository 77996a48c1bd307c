import { type Answer, invalid, notFound, Refused } from './answer.ts';

/** An event as it is delivered. */
export interface WebhookEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly time: string;
  readonly [field: string]: unknown;
}

/** How an event arrived at one address. */
export interface Delivery {
  readonly url: string;
  /** Null when nothing answered within five seconds. */
  readonly status: number | null;
}

interface Webhook {
  readonly webhookKey: string;
  readonly title: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly customHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly created: string;
  readonly activationKey: string;
  readonly activated: boolean;
}

/** Where a request would go out; `fetch` itself, but for tests. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

const ANSWER_MS = 5_000;
const MOST_A_DAY = 10;

/** The webhooks of a space. A new one is sent its activation key, and gets no event before it has returned it. */
export class Webhooks {
  readonly #all = new Map<string, Webhook>();
  readonly #send: Send;
  readonly #now: () => number;
  #createdToday: number[] = [];

  constructor(send: Send, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  /** What is registered, without the activation keys. */
  list(): Answer {
    return { status: 200, body: [...this.#all.values()].map(shown) };
  }

  /** Registers, and sends the activation key to the address. */
  create(body: unknown): Answer {
    const { title, url, events = [], customHeaders = [] } = (body ?? {}) as Partial<Webhook>;
    if (typeof title !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
      throw invalid('The Title and Url fields are required.');
    }
    const now = this.#now();
    this.#createdToday = this.#createdToday.filter((time) => time > now - 86_400_000);
    if (this.#createdToday.length >= MOST_A_DAY) throw new Refused({ status: 429 });
    this.#createdToday.push(now);
    const webhookKey = crypto.randomUUID();
    const activationKey = crypto.randomUUID();
    const created = new Date(now).toISOString();
    const webhook = { webhookKey, title, url, events, customHeaders, created, activationKey, activated: false };
    this.#all.set(webhookKey, webhook);
    void this.#post(webhook, { activationKey });
    return { status: 200, body: shown(webhook) };
  }

  /** Activates with the key that was sent. */
  activate(webhookKey: string, body: unknown): Answer {
    const webhook = this.#all.get(webhookKey);
    if (!webhook) throw notFound();
    const { activationKey } = (body ?? {}) as { activationKey?: unknown };
    if (activationKey !== webhook.activationKey) throw invalid('The activation key is not valid.');
    const activated = { ...webhook, activated: true };
    this.#all.set(webhookKey, activated);
    return { status: 200, body: shown(activated) };
  }

  /** Removes. */
  remove(webhookKey: string): Answer {
    if (!this.#all.delete(webhookKey)) throw notFound();
    return { status: 200 };
  }

  /** Delivers an event to all that asked for its kind. */
  async deliver(event: WebhookEvent): Promise<readonly Delivery[]> {
    const kind = event.eventType.toLowerCase();
    const wanted = [...this.#all.values()].filter(
      ({ activated, events }) => activated && events.some((each) => each.toLowerCase() === kind),
    );
    return Promise.all(wanted.map((webhook) => this.#post(webhook, event)));
  }

  async #post({ url, customHeaders }: Webhook, body: object): Promise<Delivery> {
    const headers = {
      'content-type': 'application/json',
      ...Object.fromEntries(customHeaders.map(({ name, value }) => [name, value])),
    };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await this.#send(url, { method: 'POST', headers, body: JSON.stringify(body), signal }).catch(
      () => null,
    );
    return { url, status: response?.status ?? null };
  }
}

function shown({ activationKey: _, ...webhook }: Webhook): object {
  return webhook;
}
