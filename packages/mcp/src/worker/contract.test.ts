import { env, exports } from 'cloudflare:workers';
import {
  createPeople,
  keptDataContract,
  largestInputsContract,
  serverContract,
  twoPeopleContract,
} from '@aisystant/testing';
import { inEnvironment } from '../../fixture/client.ts';
import { notesOf } from '../../fixture/notes.ts';
import { server } from '../../fixture/server.ts';

serverContract({ server, env, exports });

const unlimited = { limit: async () => ({ success: true }) };
const fetch = inEnvironment({ READ_LIMIT: unlimited, WRITE_LIMIT: unlimited, ADDRESS_LIMIT: unlimited });
const people = createPeople(server, env, { default: { fetch } });
const save = (text: string) => ['fixture_save_note', { text }] as const;

keptDataContract({
  server,
  people,
  fill: async (userId, words) => notesOf(userId).push(words),
  saves: (words) => [save(words)],
  wordsIn: { fixture_list_notes: ['notes.*'] },
  snapshot: async (userId) => JSON.stringify(notesOf(userId)),
  wrongInputs: [
    ['no text', 'fixture_save_note', { text: '' }, 'text'],
    ['a text of 101 characters', 'fixture_save_note', { text: 'я'.repeat(101) }, 'text'],
    ['an unknown kind', 'fixture_save_note', { kind: 'c' }, 'kind'],
    ['a page of no notes', 'fixture_list_notes', { limit: 0 }, 'limit'],
  ],
});

twoPeopleContract({
  people,
  calls: [(words, i) => save(`${words} ${i}`), () => ['fixture_list_notes', { limit: 10 }]],
  saveRecords: (person, words) => person.postTo('/mcp/notes', [`${words} 1`, `${words} 2`]),
  list: {
    call: ['fixture_list_notes', { limit: 10 }],
    scope: 'fixture:read',
    length: 2,
    ids: (data) => (data as { notes: readonly string[] }).notes,
  },
});

largestInputsContract({
  server,
  people,
  largest: (character) => [save(character.repeat(100))],
  tooLarge: {},
  period: {},
});
