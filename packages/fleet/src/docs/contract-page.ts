import { type ServerContract, SIGNED_IN, type ToolContract } from '@aisystant/mcp';
import { fenced, table } from './markdown.ts';

type Fields = { readonly [field: string]: unknown };

/** The page of a server's contract for people, in the canonical form: sections 0–9 for a tool, 0–5 for a resource. */
export function contractPage(contract: ServerContract): string {
  const { server, title, version, owner, instructions } = contract;
  return [
    `# ${title.ru} · \`${server}\``,
    `Версия сервера ${version}. Владелец: ${owner}.`,
    instructions,
    '## Разрешения',
    table(
      ['Разрешение', 'Что открывает'],
      Object.entries(contract.scopes).map(([scope, text]) => [code(scope), text.ru]),
    ),
    ...contract.tools.map((tool) => toolSection(tool, contract)),
    ...contract.resources.map((resource) => resourceSection(resource, contract)),
    ...contract.routes.map(routeSection),
    ...contract.prompts.map(promptSection),
    ...(contract.skills ?? []).map(skillSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function toolSection(tool: ToolContract, { owner }: ServerContract): string {
  const metrics = tool.metrics.length > 0 ? `\n\nМетрики: ${tool.metrics.map(code).join(', ')}.` : '';
  return [
    `## Инструмент \`${tool.id}\``,
    `### 0. Заголовок\n\n${toolHeader(tool, owner)}`,
    `### 1. Назначение\n\n${tool.intent}`,
    `### 2. Когда использовать и когда нет\n\n${toolUse(tool)}`,
    `### 3. Контракт вызова\n\nВход:\n\n${json(tool.input_schema)}\n\nВыход:\n\n${json(tool.output_schema)}`,
    `### 4. Семантика данных\n\n${tool.semantics}${metrics}`,
    `### 5. Качество данных\n\n${qualityText(tool)}`,
    `### 6. Ошибки и валидация\n\n${toolErrors(tool)}`,
    '### 7. Примеры',
    ...tool.examples.map(({ question, input, answer }) => `**${question}**\n\n${json(input)}\n\n${answer}`),
    `### 8. Безопасность и доступ\n\n${toolAccess(tool)}`,
    '### 9. Версионирование',
    'MAJOR — то, что ломает вызовы или чтение ответов: поле ушло или переименовано, на вход принимается меньше, в ответе бывает то, чего не было. MINOR — новые поля, PATCH — исправления без изменения контракта.',
  ].join('\n\n');
}

function toolHeader(tool: ToolContract, owner: string): string {
  return list([
    `**Имя на проводе:** ${code(tool.name)}`,
    `**Название:** ${tool.title}`,
    `**Владелец и ответственный:** ${owner}`,
    `**Статус:** ${tool.status}`,
    `**Версия контракта:** ${tool.version}`,
    `**Дата обновления:** ${tool.updated}`,
  ]);
}

function toolUse({ useWhen, doNotUseWhen }: ToolContract): string {
  return list([
    ...useWhen.map((when) => `подходит: ${when}`),
    ...doNotUseWhen.map(({ case: when, use }) => `не подходит: ${when}${use ? ` → ${code(use)}` : ''}`),
  ]);
}

function toolErrors({ errors }: ToolContract): string {
  const codes = new Set([...errors, 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL']);
  return list([...codes].map((each) => `${code(each)}: ${ERROR_TEXTS[each]}`));
}

function toolAccess({ scope, privacy, effect }: ToolContract): string {
  return list([
    `**Разрешение:** ${permissionText(scope)}`,
    `**Данные:** ${privacy}`,
    `**Что делает:** ${EFFECT_TEXTS[effect]}`,
    '**Аудит:** кто, какой клиент, какой инструмент, исход и время; без аргументов и текстов',
  ]);
}

function resourceSection(resource: Fields, { owner }: ServerContract): string {
  return [
    `## Ресурс \`${resource['uri'] ?? resource['template']}\``,
    '### 0. Заголовок',
    list([
      `**Название:** ${resource['title']}`,
      `**MIME:** ${code(String(resource['mime']))}`,
      `**Статус:** ${resource['status']}`,
      `**Версия:** ${resource['version']}`,
      `**Дата обновления:** ${resource['updated']}`,
      `**Владелец:** ${owner}`,
    ]),
    `### 1. Назначение\n\n${resource['purpose']}`,
    `### 2. Структура\n\n${resource['structure']}`,
    `### 3. Свежесть и изменчивость\n\n${resource['freshness']}`,
    '### 4. Ограничения доступа',
    list([`**Разрешение:** ${permissionText(resource['scope'])}`, `**Данные:** ${resource['privacy']}`]),
    `### 5. Пример использования\n\n${resource['example']}`,
  ].join('\n\n');
}

function permissionText(scope: unknown): string {
  if (scope === null) return 'не нужно';
  return scope === SIGNED_IN ? 'достаточно войти' : code(String(scope));
}

function routeSection(route: Fields): string {
  return [
    `## Маршрут \`POST ${route['path']}\``,
    `${route['title']}. Разрешение: ${code(String(route['scope']))}. Тело не больше ${route['maxBytes']} байт.`,
    `Вход:\n\n${json(route['input_schema'])}\n\nВыход:\n\n${json(route['output_schema'])}`,
  ].join('\n\n');
}

function promptSection(prompt: Fields): string {
  return `## Подсказка \`${prompt['name']}\`\n\n${prompt['title']}: ${prompt['purpose']}\n\n${json(prompt['arguments_schema'])}`;
}

function skillSection({ name, description, files }: NonNullable<ServerContract['skills']>[number]): string {
  return `## Навык \`${name}\`\n\n${description}\n\n${list(files.map(code))}`;
}

function qualityText(tool: ToolContract): string {
  const properties = tool.output_schema['properties'];
  const has = typeof properties === 'object' && properties !== null && 'data_quality' in properties;
  if (!has) return 'Инструмент не отвечает числами о человеке, поэтому `data_quality` в нём нет.';
  return '`data_quality`: `status` (OK, PARTIAL_DATA, NO_DATA), `coverage_ratio`, `last_sync_at`, `sources`, `notes`. NO_DATA и PARTIAL_DATA — состояния успешного ответа, а не ошибки.';
}

const ERROR_TEXTS: { readonly [code: string]: string } = {
  INVALID_ARGUMENT: 'поле заполнено неверно; `field` называет его',
  NOT_FOUND: 'такого нет; в подсказке — похожее',
  CONFLICT: 'данные изменились; нужно перечитать',
  FORBIDDEN: 'нет разрешения',
  CONSENT_REQUIRED: 'ученик не дал согласия',
  RATE_LIMITED: 'слишком часто; повторить через минуту',
  UNAVAILABLE: 'временно недоступно; повторить',
  INTERNAL: 'сбой на стороне сервера',
};

const EFFECT_TEXTS = {
  read: 'только читает',
  write: 'добавляет или меняет',
  destructive: 'удаляет безвозвратно',
} as const;

const code = (text: string) => `\`${text}\``;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
const json = (value: unknown) => fenced('json', JSON.stringify(value, null, 2));
