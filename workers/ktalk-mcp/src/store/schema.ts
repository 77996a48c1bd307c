/** Places for utterances that the ids of one recording have: id = number of the recording × this + place. */
export const PLACES = 100_000;

/** Whether an id is one of a recording's utterances; `n` stands for the number of the recording. */
export const isOfRecording = (n: string) => `BETWEEN ${n} * ${PLACES} AND ${n} * ${PLACES} + ${PLACES - 1}`;

/** Recordings of which a part was put off: word for word as in the index of that name, or it would not be used. */
export const IS_POSTPONED = 'rights_failures + transcript_failures > 0';
