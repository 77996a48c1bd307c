import type { ShownServer } from './fleet-view.ts';

/** `/llms.txt`: the same facts for a model that reads the site. */
export function llmsTxt(servers: readonly ShownServer[], origin: string): string {
  const sections = servers.map(({ name, title, url, tools }) =>
    [`## ${name}`, '', `${title.en} / ${title.ru}. MCP endpoint: ${url}`, '', ...tools.map(toolLine)].join('\n'),
  );
  return [
    '# Aisystant MCP',
    '',
    '> MCP servers of the Aisystant school: the scenarios of the Guide and the learner’s Digital Twin. Streamable HTTP, OAuth 2.1; each server is connected on its own.',
    '',
    ...sections,
    '',
    '## Pages',
    '',
    `- [How to connect](${origin}/)`,
    `- [What data is kept](${origin}/privacy)`,
    `- [Terms](${origin}/terms)`,
    '',
  ].join('\n');
}

function toolLine({ name, title, intent }: ShownServer['tools'][number]): string {
  return `- ${name}: ${title}. ${intent}`;
}
