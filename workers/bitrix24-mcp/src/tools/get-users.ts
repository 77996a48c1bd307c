import type { Texts } from '../domain/texts.ts';
import { listTool } from './list-tool.ts';

/** `getUsers`: staff of the portal. */
export const getUsers = (texts: Texts) => listTool('users', texts);
