import { defineListPages } from '@aisystant/mcp';
import { fold, formsOf, stemOf } from '@aisystant/search';
import * as z from 'zod';
import type { KTalkServices } from '../services.ts';
import type { RecordingFilters } from '../store/recordings-store.ts';
import { recordingItem } from './recording-lines.ts';

const pages = defineListPages('recordings', z.object({ created_at: z.string(), key: z.string() }));

/** A list as a tool asks for it. */
export interface ListRequest {
  readonly filters: RecordingFilters;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly now: number;
}

/** A page of the caller's recordings, newest first. */
export async function listRecordings(services: KTalkServices, { filters, limit, cursor, now }: ListRequest) {
  const recordings = await services.recordings();
  const after = pages.after(cursor, filters);
  const position = after && { createdAt: after.created_at, key: after.key };
  const found = await recordings.list(filters, position, limit + 1);
  const rows = found.map((recording) => recordingItem(recording, services.linkTo(recording.key)));
  const page = pages.page(rows, { limit, filters, show: (row) => row });
  return { ...page, data_quality: await recordings.quality(now, found.length) };
}

/** The parts of words by which titles are compared: stems, so that other forms of a word are found too. */
export function titleWords(query: string): readonly string[] {
  return formsOf(query).map(stemOf);
}

/** The parts of a name by which participants are compared. */
export function nameWords(name: string): readonly string[] {
  return fold(name)
    .split(/\s+/)
    .filter((part) => part !== '');
}
