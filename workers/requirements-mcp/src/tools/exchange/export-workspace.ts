import { randomSecret, sha256Hex, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { FILE_PATH } from '../../routes/workspace-file.ts';
import { FILE_FORMATS } from '../../store/exchange-store.ts';
import { reads, tool } from '../tool.ts';

/** Lifetime of a link. */
const LINK_MS = 5 * 60_000;
/** The largest workspace that fits into the memory of the server as a file. */
const MOST = { entities: 20_000, characters: 10_000_000 };

/** `export_workspace`: a one-use link to the whole workspace as a file. */
export const exportWorkspace = tool({
  ...reads,
  id: 'export_workspace',
  title: 'Выгрузить требования',
  intent: 'Дай все наши требования файлом.',
  useWhen: ['нужен файл для другой системы, для печати или для переноса'],
  doNotUseWhen: [{ case: 'нужна копия только своего', use: 'export_my_data' }],
  effect: 'write',
  semantics:
    'json читает import_workspace, markdown — для людей, reqif — для других систем требований. Ссылка на один раз, пять минут.',
  privacy: 'всё пространство этого человека; ссылка открывает его любому, у кого она есть',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    { question: 'Выгрузи всё для печати', input: { format: 'markdown' }, answer: 'Одноразовая ссылка.' },
    { question: 'Нужен ReqIF', input: { format: 'reqif' }, answer: 'Одноразовая ссылка.' },
  ],
  input: () => z.strictObject({ format: z.enum(FILE_FORMATS) }),
  output: () => z.object({ download_url: z.string(), expires_at: z.string(), entities: z.int() }),
  async run({ format }, { services: { exchange, baseUrl }, now }) {
    const { entities, characters } = await exchange.size();
    if (entities > MOST.entities || characters > MOST.characters) {
      throw new ToolError(
        'CONFLICT',
        `В файл входит до ${MOST.entities} записей и ${MOST.characters} знаков, а здесь больше.`,
        {
          hint: 'Напишите тем, кто ведёт этот сервер.',
        },
      );
    }
    const secret = randomSecret();
    await exchange.issueLink(format, await sha256Hex(secret), now + LINK_MS);
    const expires_at = new Date(now + LINK_MS).toISOString();
    return { download_url: `${baseUrl}${FILE_PATH}${secret}`, expires_at, entities };
  },
  summarize: ({ download_url, entities }) =>
    `Записей: ${entities}. Файл: ${download_url} Скачать можно один раз, в течение пяти минут.`,
});
