import type { Problem } from '@aisystant/mcp/content';

/** The problems of content, file by file, in Russian, for those who write it. */
export function describeProblems(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const parts = files.map((file) => {
    const own = problems.filter((problem) => problem.file === file);
    return [file, ...own.map(({ field, message }) => `  • ${field === null ? '' : `${field}: `}${message}`)].join('\n');
  });
  return [...parts, `Исправить: ${problems.length}`].join('\n\n');
}
