import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getTasks`: tasks. */
export const getTasks = (texts: Texts) => listTool('tasks', texts);
