import { readJson } from '@aisystant/oauth/body';
import { timingSafeEqual } from '@aisystant/oauth/secret';
import * as z from 'zod';
import { KTalkKey } from '../domain/recordings/key.ts';
import type { IndexWriter } from '../store/index-store.ts';

/** Where KTalk sends its events. */
export const WEBHOOK_PATH = '/webhook/ktalk';
/** The header in which KTalk repeats the secret: it signs nothing. */
export const SECRET_HEADER = 'x-webhook-secret';

const MOST_BYTES = 16_384;
/** A key that KTalk sent is of use to the command that waits for it, and to nothing later. */
const ACTIVATION_MS = 10 * 60 * 1000;

const Event = z.object({
  eventId: z.string().min(1).max(200),
  eventType: z.enum(['RecordingCompleted', 'TranscriptionReady']),
  recordingKey: KTalkKey,
});
/** Sent once, when an operator registers the webhook. */
const Activation = z.object({ activationKey: z.string().min(1).max(200) });

/** What an event is received with. */
export interface WebhookDeps {
  readonly secret: string | null;
  readonly index: Pick<IndexWriter, 'takeEvent' | 'saveActivation' | 'takeActivation'>;
  readonly now: number;
  /** Looks into KTalk after the answer, which KTalk waits for five seconds at most. */
  readonly lookUp: () => void;
}

/**
 * Receives an event. Its body is only a hint to look: nothing in it is believed, so a forged one makes this server read what
 * it may read anyway. Unknown events are accepted and ignored, or KTalk would send them again.
 */
export async function receiveWebhook(request: Request, { secret, index, now, lookUp }: WebhookDeps): Promise<Response> {
  const given = request.headers.get(SECRET_HEADER) ?? '';
  // Without a secret there is nothing to compare with, and no request is let in.
  if (secret === null || !timingSafeEqual(given, secret)) return new Response(null, { status: 401 });
  // The operator's command asks for the key that KTalk sent here, and returns it to KTalk.
  if (request.method === 'GET')
    return Response.json({ activationKey: await index.takeActivation(now - ACTIVATION_MS) });
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
  const body = await readJson(request, MOST_BYTES);
  const activation = Activation.safeParse(body);
  if (activation.success) {
    await index.saveActivation(activation.data.activationKey, now);
    return new Response(null, { status: 200 });
  }
  const event = Event.safeParse(body);
  if (event.success && (await index.takeEvent(event.data.eventId, event.data.recordingKey, now))) lookUp();
  return new Response(null, { status: 200 });
}
