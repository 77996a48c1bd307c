import type { Skill } from '@aisystant/mcp';
import compiled from '../.build/skill.json' with { type: 'json' };

const files: { readonly [path: string]: string } = compiled.files;

/** The skill of `skills/ktalk`, which is also installed by hand. */
export const skills: readonly Skill[] = [{ entry: compiled.entry, read: (path) => files[path] ?? '' }];
