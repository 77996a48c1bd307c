import { defineTool } from '@aisystant/mcp';
import type { RequirementsServices } from '../services.ts';

/** Defines a tool of requirements-mcp. */
export const tool = defineTool.for<RequirementsServices>();

/** The scope that reads. */
export const READ = 'requirements:read';
/** The scope that writes. */
export const WRITE = 'requirements:write';

const common = {
  version: '0.1.0',
  status: 'draft',
  privacy: 'только пространство этого человека; чужого не видно',
} as const;

/** Facts that all reading tools share. */
export const reads = { ...common, scope: READ, effect: 'read' } as const;
/** Facts that all writing tools share. */
export const writes = { ...common, scope: WRITE, effect: 'write' } as const;
