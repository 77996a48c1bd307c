import type { Dependency, DependencyState } from '@aisystant/mcp';
import { stateOfFailure } from '@aisystant/upstream';
import { STALE_MS } from './domain/recordings/quality.ts';
import type { IndexWriter } from './store/index-store.ts';
import { KTalkError } from './store/ktalk-calls.ts';
import type { KTalkStore } from './store/ktalk-store.ts';

/** What the doctor asks about. */
export interface DependencySources {
  readonly ktalk: Pick<KTalkStore, 'recordings' | 'accountsByEmail'>;
  readonly index: Pick<IndexWriter, 'state' | 'postponed'>;
  /** A domain of those who may come in. */
  readonly domain: string;
  readonly now: () => number;
}

/** KTalk with the key of the space, and the index that is filled from it. */
export function dependenciesOf({ ktalk, index, domain, now }: DependencySources): readonly Dependency[] {
  return [
    {
      name: 'KTalk',
      async check() {
        // One read with each scope that is needed; nobody has this address.
        const reads = [() => ktalk.recordings(null), () => ktalk.accountsByEmail(`doctor@${domain}`)];
        for (const read of reads) {
          const state = await stateAfter(read);
          if (state.status !== 'ok') return state;
        }
        return { status: 'ok', detail: 'recordings and accounts can be read' };
      },
    },
    {
      name: 'index of recordings',
      async check() {
        const [{ syncedAt, passesDone }, postponed] = await Promise.all([index.state(), index.postponed()]);
        const minutes = syncedAt === null ? null : Math.round((now() - syncedAt) / 60_000);
        const age = minutes === null ? 'never brought up to date' : `brought up to date ${minutes} min ago`;
        const pass = passesDone === 0 ? ', the first pass is under way' : '';
        const detail = `${age}${pass}, put off: ${postponed}`;
        return { status: syncedAt === null || now() - syncedAt > STALE_MS ? 'stale' : 'ok', detail };
      },
    },
  ];
}

async function stateAfter(read: () => Promise<unknown>): Promise<DependencyState> {
  try {
    await read();
    return { status: 'ok', detail: '' };
  } catch (error) {
    if (error instanceof KTalkError) return stateOfFailure(error);
    throw error;
  }
}
