import { startersOf } from './listing.ts';
import type { Host, Submission } from './submission.ts';

/** Most characters of the texts of a listing. */
const LIMITS: { readonly [host in Host]: { readonly [text: string]: number } } = {
  chatgpt: { name: 30, tagline: 30, summary: 1024, description: 4000, developer: 80, starter: 128 },
  claude: { name: 100, tagline: 200, summary: 200, description: 2000, developer: 100, starter: 500 },
};

/** The categories of the directory of ChatGPT; that of Claude takes one to five words of its own list. */
const CHATGPT_CATEGORIES = [
  'Productivity',
  'Creativity',
  'Developer Tools',
  'Business & Operations',
  'Data & Analytics',
  'Communication',
  'Education & Research',
  'Security',
  'Finance',
  'Healthcare',
  'Travel',
  'Entertainment',
  'Other',
];
const CLAUDE_CATEGORIES = 5;

/** Products of others; a listing names one only where the server works with it. */
const PRODUCTS = [
  'ChatGPT',
  'OpenAI',
  'GPT',
  'Claude',
  'Anthropic',
  'Gemini',
  'Copilot',
  'Notion',
  'Obsidian',
  'Jira',
  'Slack',
  'Telegram',
  'Zoom',
  'Google',
  'Microsoft',
  'Яндекс',
  'Bitrix24',
  'Битрикс24',
  'KTalk',
  'Толк',
];

const word = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');

/** Words that promise or sell. */
const PROMISES = word(
  'best|fastest|guarantee[sd]?|guaranteed|official|free|#1|number one|revolutionary|limited offer|' +
    'лучш(?:ий|ая|ее|ие|его|ей|их)|сам(?:ый|ая|ое) быстр\\p{L}+|гаранти\\p{L}+|официальн\\p{L}+|бесплатн\\p{L}+|скидк\\p{L}+',
);

// Control characters but the line end, separators of lines and paragraphs, and marks that are not seen.
const UNSEEN = /[\p{Cc}\u{2028}\u{2029}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{FEFF}]/u;

/** Problems of the texts that people read in the directory. */
export function textProblems(submission: Submission): readonly string[] {
  const { host, listing, publisher, server } = submission;
  const { name, tagline, summary, description, needs } = listing;
  const limits = LIMITS[host];
  const texts = Object.entries({ name, tagline, summary, description, needs }).flatMap(([field, { ru, en }]) => [
    { at: `${field}.ru`, text: ru, limit: limits[field], russian: true },
    { at: `${field}.en`, text: en, limit: limits[field], russian: false },
  ]);
  const starters = startersOf(listing).flatMap(({ prompt }, index) => [
    { at: `positive[${index}].prompt.ru`, text: prompt.ru, limit: limits['starter'], russian: true },
    { at: `positive[${index}].prompt.en`, text: prompt.en, limit: limits['starter'], russian: false },
  ]);
  return [
    ...[...texts, ...starters].flatMap(({ at, ...text }) =>
      problemsOfText(text, at.startsWith('description')).map((problem) => `${server}, listing.yaml: ${at} ${problem}`),
    ),
    ...texts.flatMap(({ at, text }) =>
      wordProblems(text, listing.works_with).map((problem) => `${server}, listing.yaml: ${at} ${problem}`),
    ),
    ...nameProblems(submission),
    ...starterProblems(submission),
    ...categoryProblems(submission),
    ...(publisher.developer.length === 0 || publisher.developer.length > (limits['developer'] ?? 0)
      ? [`publisher.yaml: developer must have 1 to ${limits['developer']} characters.`]
      : []),
  ];
}

interface Text {
  readonly text: string;
  readonly limit?: number | undefined;
  readonly russian: boolean;
}

function problemsOfText({ text, limit, russian }: Text, mayHaveLines: boolean): readonly string[] {
  const { length } = text;
  return [
    ...(length === 0 ? ['is empty: write it.'] : []),
    ...(limit !== undefined && length > limit
      ? [`has ${length} characters of ${limit}: shorten it by ${length - limit}.`]
      : []),
    ...(!mayHaveLines && text.includes('\n') ? ['has several lines: write one.'] : []),
    ...(UNSEEN.test(text.replaceAll('\n', '')) ? ['has a character that is not seen: type it again.'] : []),
    ...(length > 0 && russian !== /\p{Script=Cyrillic}/u.test(text)
      ? [`is not ${russian ? 'Russian' : 'English'}: translate it.`]
      : []),
  ];
}

/** Words that a text of a directory may not have: another's product, and promises. */
export function wordProblems(text: string, worksWith: readonly string[]): readonly string[] {
  const foreign = PRODUCTS.filter((product) => !worksWith.includes(product) && word(product).test(text));
  const promise = PROMISES.exec(text)?.[0];
  return [
    ...foreign.map((product) => `names ${product}, which is another's product: take it out, or add it to works_with.`),
    ...(promise ? [`says "${promise}", which promises or sells: say what it does.`] : []),
  ];
}

function nameProblems({ host, server, listing: { name, works_with } }: Submission): readonly string[] {
  const borrowed = works_with.filter((product) => word(product).test(`${name.en} ${name.ru}`));
  const technical = host === 'claude' ? /\b(?:MCP|server)\b|сервер/i.exec(`${name.en} ${name.ru}`)?.[0] : undefined;
  return [
    ...borrowed.map((product) => `${server}, listing.yaml: name is not ours with ${product} in it: take it out.`),
    ...(technical ? [`${server}, listing.yaml: name has "${technical}", which Claude refuses: take it out.`] : []),
  ];
}

function starterProblems({ server, listing }: Submission): readonly string[] {
  const prompts = startersOf(listing).map(({ prompt }) => prompt.en);
  const plain = prompts.map((prompt) => prompt.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase());
  return [
    ...(new Set(plain).size < plain.length ? [`${server}, listing.yaml: two starter prompts are the same.`] : []),
    ...prompts
      .filter((prompt) => /(?:^|\s)@\S/.test(prompt))
      .map((prompt) => `${server}, listing.yaml: "${prompt}" mentions a server with @: say it in words.`),
  ];
}

function categoryProblems({ host, server, listing: { category } }: Submission): readonly string[] {
  if (host === 'chatgpt') {
    if (CHATGPT_CATEGORIES.includes(category.chatgpt)) return [];
    return [`${server}, listing.yaml: category.chatgpt must be one of ${CHATGPT_CATEGORIES.join(', ')}.`];
  }
  const { length } = category.claude;
  if (length >= 1 && length <= CLAUDE_CATEGORIES) return [];
  return [`${server}, listing.yaml: category.claude has ${length} of 1 to ${CLAUDE_CATEGORIES} categories.`];
}
