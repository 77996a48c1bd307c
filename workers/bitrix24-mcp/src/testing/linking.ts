import { runInDurableObject } from 'cloudflare:test';
import { type Bitrix24, seedPortal } from '@aisystant/simulators/bitrix24';
import { afterEach, beforeEach, vi } from 'vitest';
import { type AtAccount, bindings, serveWithSignIn } from './linked-person.ts';
import { toolNamed } from './person.ts';
import { SEED_MS, testPortal } from './portal.ts';

/** What a test of linked accounts has to do with. */
interface Linking {
  portal: Bitrix24;
  tokenRequests: number;
  /** What the next request for tokens meets. */
  fault: 'none' | 'unavailable' | 'answer lost';
  /** Members of the answers with tokens in the place of those of the portal. */
  changed: object;
  /** Lines of the log. */
  lines: string[];
}

const unused = (): Linking => ({ portal: testPortal(), tokenRequests: 0, fault: 'none', changed: {}, lines: [] });

/** Before each test of a file a new portal takes the place of the network. */
export function setLinking(): Linking {
  const linking = unused();
  beforeEach(() => {
    Object.assign(linking, unused());
    vi.spyOn(console, 'log').mockImplementation((line) => void linking.lines.push(String(line)));
    serveWithSignIn(linking.portal, (request) => tokensOf(linking, request));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  return linking;
}

async function tokensOf(linking: Linking, request: Request): Promise<Response | null> {
  if (!request.url.includes('/oauth/token/')) return null;
  linking.tokenRequests += 1;
  const { portal, fault, changed } = linking;
  linking.fault = 'none';
  if (fault === 'unavailable') return new Response('<html>', { status: 502 });
  const answer = await portal.fetch(request);
  if (fault === 'answer lost')
    return new Response('{"access_token":"', { headers: { 'content-type': 'application/json' } });
  return answer.ok ? Response.json({ ...(await answer.json<object>()), ...changed }) : answer;
}

/** The leads that a person reads. */
export const leads = ({ ask }: AtAccount) => ask(toolNamed('getLeads'), { limit: 500, select: ['ID'] });

/** The leads that one of the people of the portal sees there. */
export const rowsOf = (of: number) =>
  seedPortal(SEED_MS)
    .leads.filter((row) => [row['ASSIGNED_BY_ID'], row['CREATED_BY_ID']].includes(of))
    .map(({ ID }) => String(ID));

/** The object that keeps the link of a person. */
export const objectOf = ({ userId }: AtAccount) => bindings.ACCOUNT.getByName(userId);

/** What it keeps. */
export const storedBy = (person: AtAccount) =>
  runInDurableObject(objectOf(person), (_, { storage }) =>
    storage.sql.exec<{ sealed: ArrayBuffer }>('select * from linked_account').toArray(),
  );
