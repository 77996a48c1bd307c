import type { Submission } from './submission.ts';

type OfferedTool = Submission['tools'][number];

/** Why each hint of a tool is what it is, English, with the tool's own question and its own words on the data. */
export interface Justifications {
  readonly read_only_justification: string;
  readonly open_world_justification: string;
  readonly destructive_justification: string;
}

/** Derives the justifications from the declaration: what is declared is what the kit enforces. */
export function justify({ effect, openWorld, scope, intent, privacy, input_schema }: OfferedTool): Justifications {
  const permission = scope === null ? 'no permission is needed' : `it needs the permission ${scope}`;
  const readOnly = {
    read: `It only reads: nothing is created, changed, sent or deleted, and ${permission}.`,
    write: `It adds or changes records of the person who asks, or makes a file of them; ${permission}.`,
    destructive: `It deletes records for good; ${permission}.`,
  }[effect];
  const asks = Object.hasOwn(input_schema['properties'] ?? {}, 'confirm');
  const destructive = {
    read: 'It changes nothing, so nothing is deleted or overwritten.',
    write: 'It deletes nothing for good.',
    destructive: asks
      ? 'It deletes for good. It first says what would go, and needs a second call that the person confirms.'
      : 'It takes away what the call names, and nothing else.',
  }[effect];
  const world = openWorld
    ? 'It reads a connected system of the organisation outside this server.'
    : 'It works only on this server’s own data; it publishes nothing and sends nothing elsewhere.';
  return {
    read_only_justification: `${readOnly} Its question: “${intent}”`,
    open_world_justification: `${world} Data: “${privacy}”`,
    destructive_justification: destructive,
  };
}
