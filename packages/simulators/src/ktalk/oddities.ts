/** What is odd about KTalk, each to be switched off. */
export interface Oddities {
  /** Objects have fields that no documentation names. */
  readonly extraFields: boolean;
  /** Optional fields that are empty are left out here and there instead of null. */
  readonly omitEmpty: boolean;
  /** `email` of the users list finds every address that contains it. */
  readonly looseEmail: boolean;
  /** Of transcripts that are asked for at once, one is answered with another. */
  readonly mixesTranscripts: boolean;
  /** Webhooks are enabled for the space. */
  readonly webhooks: boolean;
  /** What a personal key gets for a recording that its owner may not see. */
  readonly foreignStatus: 403 | 404;
}

/** As a space is, with webhooks enabled. */
export const ALL_ODDITIES: Oddities = {
  extraFields: true,
  omitEmpty: true,
  looseEmail: true,
  mixesTranscripts: true,
  webhooks: true,
  foreignStatus: 404,
};

/** A hash of a text, the same everywhere (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A JSON object of the wire. */
export type Wire = { readonly [field: string]: unknown };

/** Fields that are null in the specification's own words; a client must bear that they are absent. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set([
  'anonymousName',
  'anonymousId',
  'statusMessage',
  'transcriptId',
  'patronymic',
  'avatarUrl',
  'profileUrl',
  'mobilePhone',
  'innerPhone',
  'hiddenReason',
  'hiddenAt',
  'nextPageToken',
  'prevPageToken',
  'offset',
  'confidence',
]);

/** An object as it goes out: with a field more, and without some empty ones. */
export function odd({ extraFields, omitEmpty }: Oddities, seed: string, fields: Wire): Wire {
  const kept = Object.entries(fields).filter(
    ([name, value]) => !(omitEmpty && value === null && MAY_BE_ABSENT.has(name) && hashOf(seed + name) % 3 === 0),
  );
  return { ...Object.fromEntries(kept), ...(extraFields && { groupsCount: hashOf(seed) % 4 }) };
}
