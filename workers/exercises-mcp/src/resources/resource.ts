import { defineResource } from '@aisystant/mcp';
import type { ExerciseServices } from '../services.ts';

/** Defines a resource of exercises-mcp. */
export const resource = defineResource.for<ExerciseServices>();

/** Fields shared by all public resources. */
export const common = {
  mime: 'application/json',
  version: '1.0.0',
  status: 'draft',
  freshness: 'меняется с выпуском упражнений',
  scope: null,
  privacy: 'личных данных нет: одно и то же для всех',
} as const;

/** Serializes the content of a resource. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
