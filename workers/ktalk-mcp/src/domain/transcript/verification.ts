/** Whether a transcript belongs to a recording, as far as its speakers tell. */
export type Verification = 'match' | 'inconclusive' | 'mismatch';

/**
 * Compares who speaks with who took part. KTalk once answered parallel requests with the transcript of another meeting, and
 * the body does not name its recording. `inconclusive`: only guests and nameless microphones speak.
 * @param speakers keys of the people at the microphones; null for guests
 * @param belonging keys of the creator, the participants and those who were given access
 */
export function verifySpeakers(speakers: readonly (string | null)[], belonging: ReadonlySet<string>): Verification {
  const named = speakers.filter((key) => key !== null);
  if (named.length === 0) return 'inconclusive';
  return named.every((key) => belonging.has(key)) ? 'match' : 'mismatch';
}
