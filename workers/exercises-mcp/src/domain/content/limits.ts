/** Most characters of an answer. */
export const ANSWER_CHARACTERS = 8_000;
