import type { Skill } from '@aisystant/mcp';
import outline from '../.build/outline.json' with { type: 'json' };
import { content } from './content.ts';
import { skillFiles } from './domain/skill-files.ts';

/** Ids of the intents of the content, in its order. */
export const intents: readonly string[] = outline.intents;

/** The scenarios as skills: the build described the files, which are made of the content when one is read. */
export const skills: readonly Skill[] = outline.skills.map(({ entry, ...definition }) => ({
  entry,
  read: (path) => skillFiles(content(), definition)[path] ?? '',
}));
