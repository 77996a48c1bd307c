import { defineTool } from '@aisystant/mcp';
import type { KTalkServices } from '../services.ts';

/** Defines a tool of ktalk-mcp. */
export const tool = defineTool.for<KTalkServices>();

/** The one scope of the server. */
export const READ = 'ktalk:read';

/** Facts that all tools share: they read the caller's own meetings from KTalk. */
export const common = {
  version: '0.1.0',
  status: 'draft',
  scope: READ,
  effect: 'read',
  openWorld: true,
  privacy: 'только записи, которые человек создал, где он участвовал или к которым ему открыли доступ',
} as const;
