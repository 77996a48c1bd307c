import { sha256Hex } from '../secret.ts';

/** Name of the object with the calls of a person. A link to a copy of their data contains it, and no user id. */
export function callsAddress(userId: string): Promise<string> {
  return sha256Hex(`calls\n${userId}`);
}
