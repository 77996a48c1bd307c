import { defineResource } from '@aisystant/mcp';
import type { FsmServices } from '../services.ts';

/** Defines a resource of fsm-mcp. */
export const resource = defineResource.for<FsmServices>();

/** Fields shared by all resources: public texts that change only with a release. */
export const common = {
  version: '1.0.0',
  status: 'stable',
  freshness: 'меняется с выпуском сценариев (fsm_version)',
  scope: null,
  privacy: 'личных данных нет: одно и то же для всех',
} as const;

/** Serializes the content of a JSON resource. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
