import type { Reader } from './read.ts';

/** Where a server of the fleet puts the facts of an error. */
const FACTS = 'aisystant/error';

/** Why a tool refused, in its sentence for people: its text has a code and names of tools too, for the model. */
export const refusalWords = (result: Reader): string =>
  result.record('_meta').record(FACTS).text('message') ?? result.list('content')[0]?.text('text') ?? 'Не получилось.';
