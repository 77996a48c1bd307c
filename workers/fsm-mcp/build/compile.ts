import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileSkill, formatProblem, type Problem } from '@aisystant/mcp/content';
import { skillFiles } from '../src/domain/skill-files.ts';
import { assemble } from './assemble.ts';
import type { ContentSource } from './content-source.ts';
import { graphPageBody } from './graph-page.ts';
import { parseContent } from './parse-content.ts';
import { readContent, unreadFiles } from './read-content.ts';
import { validate } from './validate.ts';

/** The content and the page of its graph, relative to the root of the repository. */
export const COMPILED = 'workers/fsm-mcp/.build/content.json';
/** What the lists of tools, prompts and skills tell of the content; relative to the root. It is small and read at the start. */
export const OUTLINE = 'workers/fsm-mcp/.build/outline.json';

/** Result of a check. */
export type ContentReport = {
  /** Sorted by file; empty if the content is valid. */
  readonly problems: readonly Problem[];
  /** Number of state files. */
  readonly states: number;
};

/**
 * Validates the content of a repository without writing.
 * @param root absolute path of the repository
 */
export async function check(root: string): Promise<ContentReport> {
  const source = await readContent(root);
  const { problems } = await compiled(source, await unreadFiles(root));
  return { problems, states: source.states.length };
}

/**
 * Compiles the content of a repository into {@link COMPILED} and {@link OUTLINE}. Writes nothing if there are problems.
 * @param root absolute path of the repository
 */
export async function compile(root: string): Promise<readonly Problem[]> {
  const { problems, modules } = await compiled(await readContent(root), await unreadFiles(root));
  if (problems.length > 0) return problems;
  await mkdir(dirname(join(root, COMPILED)), { recursive: true });
  for (const [file, module] of Object.entries(modules ?? {})) {
    await writeFile(join(root, file), `${JSON.stringify(module, null, 2)}\n`);
  }
  return [];
}

/** The problems of a content; without any, the modules that the Worker imports, by file. */
async function compiled(
  source: ContentSource,
  unread: readonly Problem[],
): Promise<{ readonly problems: readonly Problem[]; readonly modules?: Readonly<Record<string, object>> }> {
  const problems = [...validate(source), ...unread];
  if (problems.length > 0) return { problems };
  const content = assemble(source);
  const { coming, skills, tools } = parseContent(source).content;
  const entries = await Promise.allSettled(skills.map((skill) => compileSkill(skill.id, skillFiles(content, skill))));
  const refused = entries.flatMap((entry, index) =>
    entry.status === 'rejected' ? skillProblem(source, index, entry.reason) : [],
  );
  if (refused.length > 0) return { problems: refused };
  const titles = new Map(tools.flatMap(({ name, title }) => (title === undefined ? [] : [[name, title] as const])));
  return {
    problems,
    modules: {
      [COMPILED]: { content, graph_html: graphPageBody(content, coming.states, titles) },
      [OUTLINE]: {
        intents: content.intents.map(({ id }) => id),
        skills: entries.flatMap((entry, index) =>
          entry.status === 'fulfilled' ? { ...skills[index], entry: entry.value } : [],
        ),
      },
    },
  };
}

/** What a host would not take of a skill shows only when all its files are put together. */
function skillProblem({ skills }: ContentSource, index: number, reason: unknown): Problem {
  const message = `навык не собрать: ${reason instanceof Error ? reason.message : String(reason)}`;
  return { file: skills.path, field: `skills[${index}]`, message };
}

if (import.meta.main) {
  const problems = await compile(join(import.meta.dirname, '../../..'));
  if (problems.length > 0) {
    process.stderr.write(
      `${problems.map(formatProblem).join('\n')}\n\nПроблем: ${problems.length}. Ничего не записано.\n`,
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(`Готово: ${COMPILED}\n`);
  }
}
