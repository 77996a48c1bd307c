import type { ServerContract } from '@aisystant/mcp';

const HEAD = {
  en: { columns: ['Server', 'Tool', 'Question', 'Permission'], open: 'none' },
  ru: { columns: ['Сервер', 'Инструмент', 'Вопрос', 'Разрешение'], open: 'не нужно' },
} as const;

/** The table of all tools for a README. */
export function toolTable(contracts: readonly ServerContract[], language: 'en' | 'ru'): string {
  const { columns, open } = HEAD[language];
  const rows = contracts.flatMap(({ server, tools }) =>
    tools.map((tool) => [server, `\`${tool.name}\``, tool.intent, tool.scope === null ? open : `\`${tool.scope}\``]),
  );
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
