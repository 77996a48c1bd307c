import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getDeals`: deals. */
export const getDeals = (texts: Texts) => listTool('deals', texts);
