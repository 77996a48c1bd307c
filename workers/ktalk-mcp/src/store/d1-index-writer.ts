import type { Database } from '@aisystant/mcp/d1';
import { listWrites } from './d1-listed.ts';
import { postponements } from './d1-postponed.ts';
import { rightsWrites } from './d1-rights.ts';
import { stateWrites } from './d1-sync-state.ts';
import { transcriptWrites } from './d1-transcripts.ts';
import { webhookWrites } from './d1-webhook.ts';
import type { IndexWriter } from './index-store.ts';

/** Fills the index in D1. */
export function d1IndexWriter(db: Database): IndexWriter {
  return {
    ...stateWrites(db),
    ...listWrites(db),
    ...rightsWrites(db),
    ...transcriptWrites(db),
    ...postponements(db),
    ...webhookWrites(db),
  };
}
