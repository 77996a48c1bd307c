import { defineResource, type FixedResource } from './resource.ts';

/** A skill as `skills/list` and `skills/get` describe it; `compileSkill` makes it at build. */
export interface SkillEntry {
  /** Address of its `SKILL.md`: `skill://weekly-review/SKILL.md`. */
  readonly uri: string;
  /** The front matter of `SKILL.md`, as it is there. */
  readonly frontmatter: { readonly name: string; readonly description: string; readonly [field: string]: unknown };
  /** All its files, `SKILL.md` too: address, `sha256:` and the hexadecimal hash of the bytes, length in bytes. */
  readonly resources: readonly { readonly uri: string; readonly digest: string; readonly size: number }[];
}

/** A skill of the Agent Skills format, offered over MCP (SEP-2640): an instruction that a person approves in their host. */
export interface Skill {
  readonly entry: SkillEntry;
  /** The text of one of its files, by its path in the folder of the skill. */
  read(path: string): string;
}

/** The file of a skill at an address as an open resource; undefined when no skill has it. */
export function skillFileAt(skills: readonly Skill[], uri: string): FixedResource<unknown> | undefined {
  const skill = skills.find(({ entry }) => entry.resources.some((file) => file.uri === uri));
  return skill && fileResource(skill, uri);
}

const resource = defineResource.for<unknown>();

function fileResource({ entry, read }: Skill, uri: string): FixedResource<unknown> {
  const { name, description } = entry.frontmatter;
  const path = uri.slice(`skill://${name}/`.length);
  return resource({
    name: path === 'SKILL.md' ? name : `${name}/${path}`,
    title: name,
    purpose: description,
    mime: path.endsWith('.json') ? 'application/json' : 'text/markdown',
    version: '1.0.0',
    status: 'stable',
    freshness: 'с выпуском',
    scope: null,
    privacy: 'Личных данных нет.',
    structure: 'файл навыка в формате Agent Skills',
    example: description,
    uri,
    read: () => read(path),
  });
}
