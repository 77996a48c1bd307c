import type { Bound, Statement } from '@aisystant/mcp/d1';
import { indexText, stemOfCommon } from '@aisystant/search';
import type { Utterance } from '../domain/transcript/utterance.ts';
import { isOfRecording, PLACES } from './schema.ts';

/** Utterances that one statement writes: a bound text has at most 2 MB. */
const AT_ONCE = 400;

const OF_RECORDING = isOfRecording('?1');

/** Nothing is kept of a recording that was removed after its speech was asked for. */
const IS_THERE = 'EXISTS (SELECT 1 FROM recording WHERE n = ?2)';

/** Statements that make the utterances of a recording, and their full-text rows, be these. */
export function speechStatements(bound: Bound, n: number, all: readonly Utterance[]): Statement[] {
  const utterances = all.slice(0, PLACES).map((each, place) => ({ ...each, id: n * PLACES + place }));
  const stem = rememberedStems();
  const add = inParts(utterances).flatMap((part) => [
    bound(
      `INSERT INTO utterance (id, start_ms, end_ms, speaker_key, speaker, text)
       SELECT value->>'id', value->>'startMs', value->>'endMs', value->>'speakerKey', value->>'speaker', value->>'text'
       FROM json_each(?1) WHERE ${IS_THERE}`,
      JSON.stringify(part),
      n,
    ),
    bound(
      `INSERT INTO utterance_fts (rowid, stems) SELECT value->>'id', value->>'stems' FROM json_each(?1) WHERE ${IS_THERE}`,
      JSON.stringify(part.map(({ id, text }) => ({ id, stems: indexText(text, stem) }))),
      n,
    ),
  ]);
  return [
    bound(`DELETE FROM utterance WHERE id ${OF_RECORDING}`, n),
    bound(`DELETE FROM utterance_fts WHERE rowid ${OF_RECORDING}`, n),
    ...add,
  ];
}

/** Stems of the words of one meeting, in which most words come again and again. */
function rememberedStems(): (form: string) => string {
  const known = new Map<string, string>();
  return (form) => {
    const stem = known.get(form) ?? stemOfCommon(form);
    known.set(form, stem);
    return stem;
  };
}

function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, part) =>
    items.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
