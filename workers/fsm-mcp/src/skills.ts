import type { Skill } from '@aisystant/mcp';
import compiled from '../.build/content.json' with { type: 'json' };
import { content } from './content.ts';
import { skillFiles } from './domain/skill-files.ts';

/** The scenarios as skills: the build described the files, which are made of the content when one is read. */
export const skills: readonly Skill[] = compiled.skills.map(({ entry, ...definition }) => ({
  entry,
  read: (path) => skillFiles(content, definition)[path] ?? '',
}));
