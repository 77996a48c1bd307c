import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getLeads`: leads. */
export const getLeads = (texts: Texts) => listTool('leads', texts);
