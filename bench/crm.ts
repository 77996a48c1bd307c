import { callDirectly } from '@aisystant/mcp/testing';
import { type Bitrix24Options, seedPortal } from '@aisystant/simulators/bitrix24';
import { readTexts } from '../workers/bitrix24-mcp/build/read-texts.ts';
import { type PacedPortal, pacedPortal } from '../workers/bitrix24-mcp/src/testing/paced-portal.ts';
import { emailOf, SEED_MS, WEBHOOK_URL } from '../workers/bitrix24-mcp/src/testing/portal.ts';
import { getLeads } from '../workers/bitrix24-mcp/src/tools/get-leads.ts';
import { documentedServer } from './crm-documented.ts';
import type { Part } from './part.ts';
import { HERE } from './system.ts';
import { markdownTable } from './table.ts';

/** One way to list leads, as it was measured. */
interface Measured {
  readonly leads: number;
  readonly bucket: string;
  readonly call: string;
  readonly way: 'this' | 'documented';
  readonly requests: number;
  /** Requests among them that the portal refused as too many. */
  readonly refused: number;
  /** Virtual time of the call: nothing but the limit of the portal takes any. */
  readonly waitMs: number;
}

/** People of the portal: fifty leads one after another name 150 different ones. */
const PEOPLE = 160;
const LIMIT = { burst: 50, perSecond: 2 };
const PACE = { burst: 40, perSecond: 2 };
const SELECT = [
  'ID',
  'TITLE',
  'ASSIGNED_BY_ID',
  'CREATED_BY_ID',
  'MODIFY_BY_ID',
  'STATUS_ID',
  'SOURCE_ID',
  'CURRENCY_ID',
];

/** Requests and waiting of a tool call that lists leads with names, beside the documented server, at the same simulated portal. */
export async function measureCrm(): Promise<Part> {
  const measured: Measured[] = [];
  for (const leads of [50, 500]) {
    for (const bucket of ['empty', 'full'] as const) {
      measured.push(...(await measureBoth(leads, bucket)));
    }
  }
  return { title: 'The CRM', text: tableOf(measured), data: measured };
}

async function measureBoth(leads: number, bucket: 'empty' | 'full'): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  for (const way of ['this', 'documented'] as const) {
    const paced = pacedPortal(PACE, { portal: largePortal(), rate: LIMIT });
    const list = way === 'this' ? await ourLeads(paced) : documentedLeads(paced);
    for (const call of ['first', 'next'] as const) {
      if (bucket === 'full') await fill(paced);
      paced.portal.clear();
      const [refusals, begin] = [paced.refusals(), paced.clock.now()];
      await paced.wait(list(leads));
      const { requests } = paced.portal;
      const refused = paced.refusals() - refusals;
      rows.push({ leads, bucket, call, way, requests, refused, waitMs: paced.clock.now() - begin });
    }
  }
  return rows;
}

async function ourLeads({ store, clock }: PacedPortal) {
  const { texts } = await readTexts(HERE);
  const { ru } = texts;
  if (!ru) throw new Error('there are no Russian texts');
  const tool = getLeads(ru);
  const services = { portal: async () => store, fullAccess: [emailOf('demo_long')], instanceName: null, texts: ru };
  const user = { userId: 'director', clientId: 'bench', scopes: ['bitrix24:read'], email: emailOf('demo_long') };
  return async (limit: number) => {
    await callDirectly({}, tool, { limit, select: SELECT }, { user, services, now: clock.now() });
  };
}

function documentedLeads({ fetch, clock }: PacedPortal) {
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  return documentedServer(WEBHOOK_URL, fetch, sleep);
}

/** Others with the same address have used up what the portal allows at once. */
async function fill({ portal }: PacedPortal): Promise<void> {
  for (let each = 0; each < LIMIT.burst; each += 1) await portal.fetch(new Request(`${WEBHOOK_URL}/server.time`));
}

function largePortal(): Bitrix24Options['portal'] {
  const seed = seedPortal(SEED_MS);
  const users = Array.from({ length: PEOPLE }, (_, index) => {
    const known = seed.users[index % seed.users.length];
    return index < seed.users.length
      ? { ...known, ID: index + 1, ACTIVE: true }
      : { ...known, ID: index + 1, ACTIVE: true, EMAIL: emailOf(`person_${index}`) };
  }) as Bitrix24Options['portal']['users'];
  const person = (index: number) => (index % PEOPLE) + 1;
  const leads = seed.leads.map((lead, index) => ({
    ...lead,
    ASSIGNED_BY_ID: person(3 * index),
    CREATED_BY_ID: person(3 * index + 1),
    MODIFY_BY_ID: person(3 * index + 2),
  }));
  return { ...seed, users, leads };
}

function tableOf(measured: readonly Measured[]): string {
  const head = ['Leads', 'bucket', 'call', 'requests', 'documented server', 'waiting, s', 'documented server, s'];
  const sent = ({ requests, refused }: Measured) =>
    refused === 0 ? `${requests}` : `${requests} (${refused} refused)`;
  const seconds = ({ waitMs }: Measured) => (waitMs / 1_000).toFixed(1);
  const rows = measured.flatMap((own) => {
    const other = measured.find(
      ({ way, leads, bucket, call }) =>
        way === 'documented' && leads === own.leads && bucket === own.bucket && call === own.call,
    );
    if (own.way !== 'this' || !other) return [];
    return [[`${own.leads}`, own.bucket, own.call, sent(own), sent(other), seconds(own), seconds(other)]];
  });
  return markdownTable(head, rows);
}
