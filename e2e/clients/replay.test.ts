import { Learner } from '@aisystant/fleet';
import { describe, expect, test } from 'vitest';
import { registerAt, works } from '../attacks/client.ts';
import { chatGpt } from './recorded/chatgpt.ts';
import { claudeAi } from './recorded/claude-ai.ts';
import { claudeCode } from './recorded/claude-code.ts';
import { codex } from './recorded/codex.ts';
import { cursor } from './recorded/cursor.ts';
import { directoryProbe } from './recorded/directory-probe.ts';
import { firstClients } from './recorded/first-clients.ts';
import { replay } from './replay.ts';
import { LOGIN, subjects } from './subjects.ts';

const RECORDINGS = [claudeAi, claudeCode, chatGpt, codex, cursor, firstClients, directoryProbe];

describe.each(RECORDINGS)('the recorded requests of $client', (recording) => {
  test.each(subjects)('are answered at $name', (subject) => replay(recording, subject));
});

// Clients compare the resource of the metadata with the address that they were given to connect to (RFC 9728, section 3.3).
describe.each(subjects)('an address of $name with a query or a slash', (subject) => {
  const { url } = subject;
  test.each(['', '?tools=core', '?utm_source=readme&x', ...(subject.signInOptional ? [] : ['/'])])(
    'has metadata that name the address as it was asked for: %j',
    async (more) => {
      const metadata = await fetch(`${subject.resourceMetadata}${more}`);
      expect(await metadata.json()).toMatchObject({ resource: `${url}${more}` });
    },
  );

  test('takes the token of the address itself', async () => {
    const token = await new Learner(LOGIN).signIn(`${url}?tools=full`);
    const ping = async (address: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
      return (await fetch(address, { method: 'POST', headers, body })).status;
    };
    expect([await ping(url), await ping(`${url}/`)]).toEqual([200, 200]);
    // A query chooses what is listed; it is still the same resource.
    expect(await ping(`${url}?tools=full`)).toBe(200);
  });

  test('may be asked for as a resource: the token is that of the address itself', async () => {
    const client = await registerAt(subject);
    const resource = `${url}?tools=full`;
    const { access_token } = await client.exchange(await client.code(LOGIN, { resource }), { resource });
    expect(await works(url, access_token)).toBe(true);
  });
});
