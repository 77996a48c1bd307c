import { defineTool } from '@aisystant/mcp';
import type { FsmServices } from '../services.ts';

/** Defines a tool of fsm-mcp. */
export const tool = defineTool.for<FsmServices>();
