import { defineResource } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';

/** Defines a resource of dt-mcp. */
export const resource = defineResource.for<DtServices>();

/** Indented JSON. */
export const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Defaults of the resources. */
export const common = {
  mime: 'application/json',
  version: '1.0.0',
  status: 'stable',
  freshness: 'меняется редко, вместе с версией',
  scope: 'dt:read',
  privacy: 'личных данных нет: одно и то же для всех',
} as const;
