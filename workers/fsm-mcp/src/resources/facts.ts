import { defineResource } from '@aisystant/mcp';

/** Defines a resource of this server; none of them needs the caller. */
export const resource = defineResource.for<null>();

/** What all resources of the server have in common: open texts about scenarios, changed by a release. */
export const common = {
  version: '1.0.0',
  status: 'stable',
  freshness: 'меняется с выпуском сценариев (fsm_version)',
  scope: null,
  privacy: 'личных данных нет: одно и то же для всех',
} as const;

/** A value as the text of a JSON resource. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
