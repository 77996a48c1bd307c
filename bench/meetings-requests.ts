import { createKTalk, READ_SCOPES, seedSpace } from '@aisystant/simulators/ktalk';

const KEY = 'bench-key';
const READER = 'u-reader';
/** A page of the peer; it embeds the first participants, and the others are in the roster. */
const PAGE = 100;
const EMBEDDED = 6;

interface Listed {
  readonly key: string;
  readonly participantsCount: number;
  readonly participants: readonly { readonly userInfo?: { readonly key: string } | null }[];
}

/**
 * How many requests a server without an index sends for one list of a person's recordings: it scans the whole list, and asks
 * for the roster wherever the embedded participants do not tell.
 */
export async function requestsOfAScan(recordings: number): Promise<number> {
  const space = seedSpace({ recordings, logins: ['reader'], now: Date.now() });
  const keys = { [KEY]: { kind: 'space', scopes: READ_SCOPES, expiresAtMs: Date.UTC(2100, 0, 1) } } as const;
  const ktalk = createKTalk({ space, keys });
  const get = async (path: string) => {
    const response = await ktalk.fetch(new Request(`http://ktalk.test${path}`, { headers: { 'x-auth-token': KEY } }));
    return response.json();
  };
  let own = 0;
  for (let token: string | null = ''; token !== null; ) {
    const at = token === '' ? '' : `&pageTokenString=${encodeURIComponent(token)}`;
    const page = (await get(`/api/Domain/recordings/v2?top=${PAGE}&maxParticipantCount=${EMBEDDED}${at}`)) as {
      entities: Listed[];
      nextPageToken?: string | null;
    };
    for (const { key, participantsCount, participants } of page.entities) {
      const known = participants.some(({ userInfo }) => userInfo?.key === READER);
      const roster =
        known || participantsCount <= participants.length
          ? []
          : await get(`/api/Domain/recordings/${key}/participants?top=100`);
      if (known || (roster as Listed['participants']).some(({ userInfo }) => userInfo?.key === READER)) own += 1;
    }
    token = page.nextPageToken ?? null;
  }
  if (own === 0) throw new Error('the reader has no recordings');
  return ktalk.requests.length;
}
