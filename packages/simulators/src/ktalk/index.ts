export type { Fault, FaultPlan } from './faults.ts';
export { type Key, type Keys, READ_SCOPES, type Scope } from './keys.ts';
export { createKTalk, type KTalk, type KTalkOptions } from './ktalk.ts';
export { createLocalKTalk, LOCAL_WEBHOOK_KEY, type LocalKTalkOptions, localPersonalKey } from './local.ts';
export type { Oddities } from './oddities.ts';
export type { LoggedRequest } from './request-log.ts';
export type { Operation } from './routes.ts';
export { recordingsOf, type SeedOptions, seedSpace } from './seed.ts';
export {
  isInRoster,
  type Line,
  mayRead,
  type RosterEntry,
  type Space,
  type SpaceRecording,
  type SpaceUser,
} from './space.ts';
export type { Delivery, WebhookEvent } from './webhooks.ts';
