/** Places for utterances that the ids of one recording have: id = number of the recording × this + place. */
export const PLACES = 100_000;

/** SQL condition on a column: it has the id of an utterance of one recording. `n` is SQL for the number of that recording. */
export const isOfRecording = (n: string) => `BETWEEN ${n} * ${PLACES} AND ${n} * ${PLACES} + ${PLACES - 1}`;

/** Recordings of which a part was put off: word for word as in the index of that name, or it would not be used. */
export const IS_POSTPONED = 'rights_failures + transcript_failures > 0';
