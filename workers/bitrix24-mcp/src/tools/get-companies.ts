import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getCompanies`: companies: customers. */
export const getCompanies = (texts: Texts) => listTool('companies', texts);
