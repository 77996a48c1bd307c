import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getContacts`: contacts: people of customers. */
export const getContacts = (texts: Texts) => listTool('contacts', texts);
