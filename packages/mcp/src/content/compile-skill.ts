import { SKILL_LIMITS, skillEntry } from '@modelcontextprotocol/server/ext/skills';
import type { SkillEntry } from '../define/skill.ts';

/** Most bytes of `SKILL.md`, of another file and of a skill. A host that imports skills takes none if one is longer. */
const MAX_SKILL_MD_BYTES = 256 * 1024;
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_SKILL_BYTES = 5 * 1024 * 1024;

/**
 * Describes a skill by its files, with their hashes.
 * @param name also the folder of its address; lower-case Latin letters, digits and hyphens
 * @param files texts by path in the skill's folder; `SKILL.md` begins with a front matter that repeats the name
 * @throws Error if the format of Agent Skills or a host's limit is broken, with the reason
 */
export async function compileSkill(name: string, files: Readonly<Record<string, string>>): Promise<SkillEntry> {
  const { uri, frontmatter, resources } = await skillEntry(name, files);
  if (resources === 'dynamic') throw new TypeError(`the skill ${name} has no list of files`);
  const tooLong = resources.find((file) => file.size > (file.uri === uri ? MAX_SKILL_MD_BYTES : MAX_FILE_BYTES));
  if (tooLong) throw new TypeError(`${tooLong.uri} has ${tooLong.size} bytes, more than a host takes`);
  const bytes = resources.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MAX_SKILL_BYTES || resources.length > SKILL_LIMITS.files) {
    throw new TypeError(`the skill ${name} has ${resources.length} files of ${bytes} bytes, more than a host takes`);
  }
  return { uri, frontmatter, resources };
}
