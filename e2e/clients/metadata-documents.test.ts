import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnFleet, startOwnFleet } from '../own-fleet.ts';
import { CHATGPT_DOCUMENT, CHATGPT_KEYS, chatGptByDocument, chatGptDocument } from './recorded/chatgpt.ts';
import { replay } from './replay.ts';
import { subjectsAt } from './subjects.ts';

// A fleet of its own: a deployed server reads documents of the internet, those of the other tests have none.
const OFFSET = 3000;
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };

/** The client's proof of its key (RFC 7523) for one server; every use makes a new one. */
function proofFor(audience: string): string {
  const now = Math.floor(Date.now() / 1000);
  const who = { iss: CHATGPT_DOCUMENT, sub: CHATGPT_DOCUMENT, aud: audience };
  const parts = [
    { alg: 'RS256', kid: 'one', typ: 'JWT' },
    { ...who, jti: randomUUID(), iat: now, exp: now + 60 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const text = parts.join('.');
  return `${text}.${sign('sha256', Buffer.from(text), keys.privateKey).toString('base64url')}`;
}

/** The documents of the internet at the moment. */
const documents: Record<string, object> = { [CHATGPT_KEYS]: published };
let own: OwnFleet;
beforeAll(async () => {
  own = await startOwnFleet({ portOffset: OFFSET, documents });
});
afterAll(() => own.end());

describe.each(['none', 'private_key_jwt'] as const)('ChatGPT, whose document asks for %s,', (method) => {
  test.each(subjectsAt(OFFSET))('connects to $name without registering', async (subject) => {
    documents[CHATGPT_DOCUMENT] = chatGptDocument(method);
    const metadata = await fetch(subject.serverMetadata);
    expect(await metadata.json()).toMatchObject({ client_id_metadata_document_supported: true });
    await replay(chatGptByDocument(method), subject, {
      client_id: CHATGPT_DOCUMENT,
      client_assertion: () => proofFor(subject.issuer),
    });
  });
});
