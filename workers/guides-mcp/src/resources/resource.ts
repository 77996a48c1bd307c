import { defineResource } from '@aisystant/mcp';
import type { GuidesServices } from '../services.ts';

/** Defines a resource of guides-mcp. */
export const resource = defineResource.for<GuidesServices>();

/** Fields shared by all resources: public texts that change when guides are imported. */
export const common = {
  version: '1.0.0',
  status: 'stable',
  freshness: 'меняется с загрузкой руководств',
  scope: null,
  privacy: 'личных данных нет: одно и то же для всех',
} as const;
