import { defineTool } from '@aisystant/mcp';
import * as z from 'zod';
import { STAGE_CODES } from '../domain/corpus/stages.ts';
import type { GuidesServices } from '../services.ts';

/** Defines a tool of guides-mcp. */
export const tool = defineTool.for<GuidesServices>();

/** Facts that all tools share: public texts, read without a sign-in. */
export const common = {
  version: '1.0.0',
  status: 'stable',
  scope: null,
  effect: 'read',
  privacy: 'личных данных нет: тексты руководств одни для всех',
} as const;

/** The input field for the name of a page, section or guide. */
export const PageName = z.string().min(1).max(300).describe('Номер X1.2:3, id, путь или адрес guides://…');
/** The input field for a guide. */
export const GuideName = z.string().min(1).max(200).describe('Руководство: slug, код или адрес');
/** The input field for a learner's stage. */
export const StageCode = z.enum(STAGE_CODES).describe('Ступень ученика');

/** A page in a list. */
export const PageLine = z.object({
  id: z.string(),
  number: z.string().nullable().describe('постоянный табельный номер'),
  title: z.string(),
  type: z.string(),
  status: z.string().describe('current, pending-review, draft или archived'),
  reading_minutes: z.int(),
});

/** A page that is referred to. */
export const PageRef = z.object({ id: z.string(), title: z.string(), citation: z.string() });

/** A line of a table of contents. */
export const TocEntry = z.object({
  kind: z.enum(['section', 'page', 'heading']),
  depth: z.int().describe('1 — раздел, 2 — страница, 3 — заголовок'),
  id: z.string().nullable(),
  number: z.string().nullable(),
  title: z.string(),
  type: z.string().nullable(),
  status: z.string().nullable(),
  reading_minutes: z.int(),
});
