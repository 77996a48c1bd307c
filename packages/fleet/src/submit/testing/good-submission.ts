import type { ToolContract } from '@aisystant/mcp';
import type { NegativeCase, PositiveCase } from '../listing.ts';
import type { Host, Picture, Submission } from '../submission.ts';

/** A picture of a size; its bytes are none. */
export const picture = (width: number, height: number): Picture => ({ bytes: new Uint8Array(), width, height });

/** The screenshots that each directory takes. */
export const SCREENSHOTS: { readonly [host in Host]: readonly Picture[] } = {
  chatgpt: [picture(706, 400), picture(706, 612), picture(706, 860)],
  claude: [picture(1316, 700), picture(1316, 400), picture(1000, 900)],
};

const tool = (name: string, effect: ToolContract['effect'], more: Partial<ToolContract> = {}): ToolContract =>
  ({
    name,
    id: `notes.${name}`,
    title: 'Заметки',
    description: 'Что я записал?',
    intent: 'Что я записал?',
    privacy: 'Только записи того, кто спросил.',
    scope: effect === 'read' ? 'notes:read' : 'notes:write',
    effect,
    openWorld: false,
    annotations: {
      title: 'Заметки',
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destructive',
      idempotentHint: true,
      openWorldHint: false,
    },
    input_schema: { type: 'object' },
    output_schema: { type: 'object' },
    ...more,
  }) as ToolContract;

const positive = (number: number): PositiveCase => ({
  prompt: { ru: `Покажи заметку ${number}.`, en: `Show note ${number}.` },
  tool: 'notes_get',
  arguments: { number },
  as: 'demo_good',
  shows: ['заметка'],
  expected: 'The note.',
});

const negative = (number: number): NegativeCase => ({
  prompt: { ru: `Покажи чужую заметку ${number}.`, en: `Show somebody else's note ${number}.` },
  tool: 'notes_get',
  arguments: { user: 'ivan' },
  as: 'demo_good',
  refused: 'INVALID_ARGUMENT',
  expected: 'Nothing is called.',
});

/** A submission that no directory refuses. */
export const goodSubmission = (host: Host): Submission => ({
  host,
  server: 'notes-mcp',
  version: '1.0.0',
  url: 'https://notes-mcp.example.org/mcp',
  instructions: 'Заметки ученика.',
  identity: {
    name: 'org.example/notes-mcp',
    title: 'Заметки',
    description: 'Заметки ученика.',
    version: '1.0.0',
    websiteUrl: 'https://notes-mcp.example.org',
    icons: [],
  },
  scopes: { 'notes:read': { ru: 'Читать заметки', en: 'Read notes' } },
  keeps: [
    { table: 'note', ru: 'заметки', en: 'notes' },
    { table: 'mark', ru: 'отметка об удалении', en: 'a mark of deletion', remains: true },
  ],
  copies: [],
  shared: false,
  accountRights: true,
  listing: {
    name: { ru: 'Заметки ученика', en: 'Notes of a learner' },
    tagline: { ru: 'Записать и найти', en: 'Write and find notes' },
    summary: { ru: 'Записывает и находит заметки.', en: 'Writes and finds notes.' },
    description: { ru: 'Записывает.\n\nИ находит.', en: 'Writes.\n\nAnd finds.' },
    needs: { ru: 'Нужна учётная запись.', en: 'An account is needed.' },
    category: { chatgpt: 'Productivity', claude: ['Productivity'] },
    works_with: [],
    recording: 'https://video.example.org/walk',
    positive: [1, 2, 3, 4, 5].map(positive),
    negative: [1, 2, 3].map(negative),
  },
  publisher: { developer: 'School', support: 'https://example.org/support' },
  links: {
    website: 'https://example.org',
    privacy: 'https://example.org/privacy',
    terms: 'https://example.org/terms',
  },
  tools: [
    tool('notes_get', 'read', { ui: { widget: 'ui://notes/note.html', invoking: 'Ищу', invoked: 'Вот' } }),
    tool('notes_save', 'write'),
    tool('notes_delete_all', 'destructive'),
  ],
  skills: { review: { 'SKILL.md': '---\nname: review\ndescription: Разбор заметок.\n---\n# Разбор\n' } },
  logo: picture(512, 512),
  screenshots: SCREENSHOTS[host],
});
