import { defineTool } from '@aisystant/mcp';
import type { ExerciseServices } from '../services.ts';

/** Defines a tool of exercises-mcp. */
export const tool = defineTool.for<ExerciseServices>();
