import { defineTool } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';

/** Defines a tool of dt-mcp. */
export const tool = defineTool.for<DtServices>();
