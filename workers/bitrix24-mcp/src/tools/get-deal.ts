import type { Texts } from '../domain/texts.ts';
import { recordTool } from './record-tool.ts';

/** `getDeal`: one deal by its number. */
export const getDeal = (texts: Texts) => recordTool('deals', 'getDeal', texts);
