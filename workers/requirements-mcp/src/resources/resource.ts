import { defineResource } from '@aisystant/mcp';
import type { RequirementsServices } from '../services.ts';
import { READ } from '../tools/tool.ts';

/** Defines a resource of requirements-mcp. */
export const resource = defineResource.for<RequirementsServices>();

/** Facts that all resources share. */
export const common = {
  mime: 'application/json',
  version: '0.1.0',
  status: 'draft',
  freshness: 'сразу после изменения',
  scope: READ,
  privacy: 'только пространство этого человека; чужого не видно',
} as const;
