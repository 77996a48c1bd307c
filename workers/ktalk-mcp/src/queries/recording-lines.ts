import { formatDate, quoteWords } from '@aisystant/mcp';
import type { OwnRecording } from '../domain/recordings/recording.ts';

/** «1 ч 5 мин» of seconds. */
function durationWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} мин`;
  return rest === 0 ? `${hours} ч` : `${hours} ч ${rest} мин`;
}

/** A recording in the fields of an answer. */
export function recordingItem(recording: OwnRecording, url: string) {
  return {
    key: recording.key,
    title: recording.title,
    created_at: recording.createdAt,
    duration_sec: recording.durationSec,
    room: recording.room,
    created_by: recording.createdBy.name,
    participants_count: recording.participantsCount,
    my_role: recording.role,
    url,
  };
}

const ROLES = { creator: 'создали вы', participant: 'вы участвовали', granted: 'вам открыт доступ' } as const;

/** A recording in one line. */
export function recordingLine(item: ReturnType<typeof recordingItem>): string {
  const facts = [
    formatDate(item.created_at.slice(0, 10)),
    ...(item.duration_sec === null ? [] : [durationWords(item.duration_sec)]),
    ...(item.room === '' ? [] : [`комната ${item.room}`]),
    ...(item.participants_count === null ? [] : [`участников ${item.participants_count}`]),
    ROLES[item.my_role],
  ];
  return `${quoteWords(item.title)} — ${facts.join(', ')} [${item.key}] ${item.url}`;
}

/** What a summary says of missing data; empty when nothing is missing. */
export function qualityLines({ status, notes }: { readonly status: string; readonly notes: string | null }): string[] {
  const why = notes ?? 'часть ещё загружается';
  return status === 'PARTIAL_DATA' ? [`Данные неполны: ${why.replace(/\.$/, '')}.`] : [];
}
