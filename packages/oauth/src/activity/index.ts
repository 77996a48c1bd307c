export type { ActivityEntry } from './activity-entry.ts';
export { ActivityObject } from './activity-object.ts';
