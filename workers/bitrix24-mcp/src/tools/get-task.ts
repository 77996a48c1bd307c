import type { Texts } from '../domain/texts.ts';
import { recordTool } from './record-tool.ts';

/** `getTask`: one task by its number. */
export const getTask = (texts: Texts) => recordTool('tasks', 'getTask', texts);
