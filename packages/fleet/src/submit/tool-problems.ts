import type { Submission } from './submission.ts';
import { wordProblems } from './text-problems.ts';

type OfferedTool = Submission['tools'][number];

/** Longest name of a tool, and what it may consist of. */
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Names of tools that take something away. */
const TAKES_AWAY = /^(?:\w+_)?(?:delete|remove|erase|purge)(?:_|[A-Z]|$)/;

/** Problems of the tools that are offered: their names, titles, texts and hints. */
export function toolProblems({ server, tools, listing }: Submission): readonly string[] {
  if (tools.length === 0) return [`${server} offers no tools: a directory lists none without.`];
  return tools.flatMap((tool) =>
    [
      ...formProblems(tool),
      ...hintProblems(tool),
      ...wordProblems(`${tool.title}\n${tool.description}`, listing.works_with),
    ].map((problem) => `${server}, tool ${tool.name}: ${problem}`),
  );
}

function formProblems({ name, title, description }: OfferedTool): readonly string[] {
  return [
    ...(TOOL_NAME.test(name) ? [] : ['its name must have 1 to 64 letters, digits, _ or -: rename it.']),
    ...(title?.trim() ? [] : ['it has no title: write one in its definition.']),
    ...(description?.trim() ? [] : ['it has no description: write one in its definition.']),
  ];
}

/** A hint that is missing, or that says less than the permission which the tool needs. */
function hintProblems({ name, annotations, scope }: OfferedTool): readonly string[] {
  const { readOnlyHint, destructiveHint, openWorldHint } = annotations ?? {};
  const missing = Object.entries({ readOnlyHint, destructiveHint, openWorldHint }).filter(
    ([, hint]) => typeof hint !== 'boolean',
  );
  return [
    ...missing.map(([hint]) => `it has no ${hint}: a directory takes a missing hint as a refusal; set it.`),
    ...(readOnlyHint && scope?.endsWith(':write')
      ? [`it says readOnlyHint and needs the permission ${scope}: correct the one that is wrong.`]
      : []),
    ...(readOnlyHint && destructiveHint ? ['it says readOnlyHint and destructiveHint: it cannot be both.'] : []),
    ...(destructiveHint === false && TAKES_AWAY.test(name)
      ? ['its name says that it takes something away, and destructiveHint is false: correct the one that is wrong.']
      : []),
  ];
}
