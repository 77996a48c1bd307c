import type { Texts } from '../domain/texts.ts';
import { recordTool } from './record-tool.ts';

/** `getLead`: one lead by its number. */
export const getLead = (texts: Texts) => recordTool('leads', 'getLead', texts);
