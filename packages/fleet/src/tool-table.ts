import { type ServerContract, SIGNED_IN } from '@aisystant/mcp';

const HEAD = {
  en: { columns: ['Server', 'Tool', 'Question', 'Permission'], open: 'none', signedIn: 'any sign-in' },
  ru: { columns: ['Сервер', 'Инструмент', 'Вопрос', 'Разрешение'], open: 'не нужно', signedIn: 'достаточно войти' },
} as const;

/** The table of all tools for a README. */
export function toolTable(contracts: readonly ServerContract[], language: 'en' | 'ru'): string {
  const { columns, open, signedIn } = HEAD[language];
  const permission = (scope: string | null) =>
    scope === null ? open : scope === SIGNED_IN ? signedIn : `\`${scope}\``;
  const rows = contracts.flatMap(({ server, tools }) =>
    tools.map((tool) => [server, `\`${tool.name}\``, tool.intent, permission(tool.scope)]),
  );
  const widths = columns.map((_, index) => Math.max(...[columns, ...rows].map((row) => row[index]?.length ?? 0)));
  // Padded as the formatter pads tables, so that it has nothing to change.
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [columns, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
