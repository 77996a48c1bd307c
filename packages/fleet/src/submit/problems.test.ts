import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import type { Host, Submission } from './submission.ts';
import { goodSubmission, picture } from './testing/good-submission.ts';

const HOSTS: readonly Host[] = ['chatgpt', 'claude'];

type Change = (good: Submission) => Partial<Submission>;

const listing =
  (change: (good: Submission['listing']) => Partial<Submission['listing']>): Change =>
  (good) => ({ listing: { ...good.listing, ...change(good.listing) } });

/** The texts of a field with one of them replaced. */
const text = (field: 'name' | 'tagline' | 'summary' | 'description', changed: { ru?: string; en?: string }) =>
  listing((good) => ({ [field]: { ...good[field], ...changed } }));

/** The first tool, changed. */
const tool =
  (change: (first: Submission['tools'][number]) => object): Change =>
  ({ tools: [first, ...others] }) => ({
    tools: first ? [{ ...first, ...change(first) }, ...others] : others,
  });

const hints = (changed: object) => tool(({ annotations }) => ({ annotations: { ...annotations, ...changed } }));

const starter = (en: string) =>
  listing(({ positive: [first, ...others] }) => ({
    positive: first ? [{ ...first, prompt: { ...first.prompt, en } }, ...others] : [],
  }));

const skill =
  (files: { readonly [path: string]: string }, name = 'review'): Change =>
  () => ({ skills: { [name]: files } });

/** What a reviewer refuses: in which directories, how a good submission becomes so, and what one is told to change. */
const REFUSED: readonly (readonly [what: string, hosts: readonly Host[], change: Change, expected: RegExp])[] = [
  [
    'a long name',
    ['chatgpt'],
    text('name', { en: 'N'.repeat(31) }),
    /name\.en has 31 characters of 30: shorten it by 1/,
  ],
  ['a very long name', ['claude'], text('name', { ru: 'И'.repeat(101) }), /name\.ru has 101 characters of 100/],
  ['a long tagline', ['chatgpt'], text('tagline', { ru: 'з'.repeat(33) }), /tagline\.ru has 33 characters of 30/],
  ['a long summary', ['claude'], text('summary', { en: 's'.repeat(201) }), /summary\.en has 201 characters of 200/],
  ['a long description', ['claude'], text('description', { en: 'd'.repeat(2001) }), /description\.en has 2001/],
  ['a very long description', ['chatgpt'], text('description', { ru: 'д'.repeat(4001) }), /description\.ru has 4001/],
  ['an empty text', HOSTS, text('summary', { en: '' }), /summary\.en is empty: write it/],
  ['a text that is not translated', HOSTS, text('tagline', { en: 'Записать' }), /tagline\.en is not English/],
  ['an English text in Russian', HOSTS, text('tagline', { ru: 'Write it' }), /tagline\.ru is not Russian/],
  ['a name in two lines', HOSTS, text('name', { en: 'Notes\nof' }), /name\.en has several lines/],
  ['a character that is not seen', HOSTS, text('summary', { en: 'Writes\u200B notes' }), /summary\.en has a character/],
  ["another's product", HOSTS, text('description', { en: 'Works like Notion.' }), /names Notion, which is another's/],
  ['the name of a host', HOSTS, text('summary', { en: 'Notes for ChatGPT' }), /names ChatGPT/],
  ['a promise', HOSTS, text('summary', { en: 'The best notes' }), /says "best", which promises or sells/],
  ['a promise in Russian', HOSTS, text('summary', { ru: 'Гарантируем порядок' }), /says "Гарантируем"/],
  ['a free offer', HOSTS, text('description', { ru: 'Бесплатно навсегда' }), /says "Бесплатно"/],
  [
    "a name with another's product, even one it works with",
    HOSTS,
    listing(({ name }) => ({ name: { ...name, en: 'KTalk notes' }, works_with: ['KTalk'] })),
    /name is not ours with KTalk/,
  ],
  ['a technical name', ['claude'], text('name', { en: 'Notes MCP' }), /name has "MCP", which Claude refuses/],
  [
    'an unknown category',
    ['chatgpt'],
    listing(() => ({ category: { chatgpt: 'Education', claude: ['x'] } })),
    /category\.chatgpt must be one of/,
  ],
  [
    'no category',
    ['claude'],
    listing(({ category }) => ({ category: { ...category, claude: [] } })),
    /category\.claude has 0 of 1 to 5/,
  ],
  ['no developer', HOSTS, (good) => ({ publisher: { ...good.publisher, developer: '' } }), /developer must have 1 to/],
  [
    'a long starter prompt',
    ['chatgpt'],
    starter('p'.repeat(129)),
    /positive\[0\]\.prompt\.en has 129 characters of 128/,
  ],
  ['two starter prompts that are the same', HOSTS, starter('Show  note 2.'), /two starter prompts are the same/],
  ['a starter prompt that mentions a server', HOSTS, starter('Ask @notes for it'), /mentions a server with @/],
  [
    'four positive cases',
    HOSTS,
    listing(({ positive }) => ({ positive: positive.slice(1) })),
    /4 positive cases of exactly 5/,
  ],
  [
    'four negative cases',
    HOSTS,
    listing(({ negative }) => ({ negative: [...negative, ...negative.slice(2)] })),
    /4 negative cases of exactly 3/,
  ],
  [
    'a case of a tool that is not offered',
    HOSTS,
    listing(({ positive }) => ({ positive: positive.map((each) => ({ ...each, tool: 'notes_hidden' })) })),
    /positive\[0\] calls notes_hidden, which the server does not offer/,
  ],
  [
    'a case that does not say what is seen',
    HOSTS,
    listing(({ negative }) => ({ negative: negative.map((each) => ({ ...each, expected: '' })) })),
    /negative\[0\]\.expected must have 1 to 4000/,
  ],
  ['no tools', HOSTS, () => ({ tools: [] }), /offers no tools/],
  ['a tool without a title', HOSTS, tool(() => ({ title: '' })), /notes_get: it has no title/],
  ['a tool without a description', HOSTS, tool(() => ({ description: ' ' })), /notes_get: it has no description/],
  ['a tool without hints', HOSTS, tool(() => ({ annotations: undefined })), /it has no readOnlyHint/],
  ['a tool without a hint of deletion', HOSTS, hints({ destructiveHint: undefined }), /it has no destructiveHint/],
  ['a tool without a hint of the world', HOSTS, hints({ openWorldHint: undefined }), /it has no openWorldHint/],
  [
    'a writing tool that says it reads',
    HOSTS,
    tool(() => ({ scope: 'notes:write' })),
    /says readOnlyHint and needs the permission notes:write/,
  ],
  ['a tool that reads and deletes', HOSTS, hints({ destructiveHint: true }), /it cannot be both/],
  [
    'a deleting tool that says it does not',
    HOSTS,
    tool(() => ({ name: 'notes_delete_one' })),
    /its name says that it takes something away/,
  ],
  [
    'a deleting tool in the other way of writing',
    HOSTS,
    tool(() => ({ name: 'removeNote' })),
    /its name says that it takes/,
  ],
  ['a long name of a tool', HOSTS, tool(() => ({ name: 'n'.repeat(65) })), /its name must have 1 to 64/],
  ['a name of a tool with a dot', HOSTS, tool(() => ({ name: 'notes.get' })), /its name must have 1 to 64/],
  ['a tool that sells', HOSTS, tool(() => ({ description: 'The best notes.' })), /tool notes_get: says "best"/],
  [
    "a tool that names another's product",
    HOSTS,
    tool(() => ({ description: 'Как в Telegram.' })),
    /tool notes_get: names Telegram/,
  ],
  ['a logo that is not square', HOSTS, () => ({ logo: picture(512, 300) }), /the logo is 512 × 300/],
  ['a small logo', HOSTS, () => ({ logo: picture(32, 32) }), /the logo is 32 × 32/],
  [
    'a narrow screenshot',
    ['chatgpt'],
    (good) => ({ screenshots: [picture(705, 500), ...good.screenshots.slice(1)] }),
    /screenshot 1 is 705 × 500: take it 706 wide/,
  ],
  [
    'a high screenshot',
    ['chatgpt'],
    (good) => ({ screenshots: [...good.screenshots.slice(1), picture(706, 861)] }),
    /screenshot 3 is 706 × 861/,
  ],
  [
    'a small screenshot',
    ['claude'],
    (good) => ({ screenshots: [picture(999, 500), ...good.screenshots.slice(1)] }),
    /screenshot 1 is 999 × 500: take it at least 1000/,
  ],
  [
    'a screenshot too few',
    ['chatgpt'],
    (good) => ({ screenshots: good.screenshots.slice(1) }),
    /has 2 screenshots of 3/,
  ],
  ['no screenshots of a server with pictures', HOSTS, () => ({ screenshots: [] }), /has 0 screenshots of 3/],
  [
    'screenshots of a server without pictures',
    HOSTS,
    tool(() => ({ ui: undefined })),
    /it has screenshots, and no tool has a picture/,
  ],
  [
    'a starter prompt without a picture',
    HOSTS,
    listing(({ positive: [first, ...others] }) => ({
      positive: first ? [{ ...first, tool: 'notes_save' }, ...others] : others,
    })),
    /positive\[0\] calls notes_save, which has no picture: begin with notes_get/,
  ],
  [
    'six skills',
    HOSTS,
    () => ({ skills: Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`s${at}`, {}])) }),
    /6 skills of 5/,
  ],
  [
    'a large skill',
    HOSTS,
    skill({ 'SKILL.md': 'x'.repeat(262_145) }),
    /SKILL\.md of the skill review has 262145 bytes/,
  ],
  [
    'a large file of a skill',
    HOSTS,
    skill({ 'a.md': 'x'.repeat(1_048_577) }),
    /a\.md of the skill review has 1048577 bytes/,
  ],
  [
    'a skill of many files',
    HOSTS,
    skill(Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.md`, 'x'.repeat(1_000_000)]))),
    /The skill review has 6000000 bytes/,
  ],
  ['a long name of a skill', HOSTS, skill({}, 's'.repeat(60)), /characters of 64: rename the skill/],
  [
    'a long description of a skill',
    HOSTS,
    skill({ 'SKILL.md': `---\ndescription: ${'д'.repeat(1025)}\n---\n` }),
    /description of the skill review has 1025/,
  ],
  [
    'an address on this machine',
    HOSTS,
    () => ({ url: 'http://localhost:8789/mcp' }),
    /MCP endpoint is on this machine: deploy first/,
  ],
  [
    'an address of this machine by number',
    HOSTS,
    (good) => ({ links: { ...good.links, privacy: 'https://127.0.0.1/privacy' } }),
    /privacy is on this machine/,
  ],
  ['an address without TLS', HOSTS, () => ({ url: 'http://notes.example.org/mcp' }), /MCP endpoint is not https/],
  ['an address with a password', HOSTS, () => ({ url: 'https://a:b@notes.example.org/mcp' }), /holds a password/],
  [
    'a word for an address',
    HOSTS,
    (good) => ({ links: { ...good.links, terms: 'the terms' } }),
    /terms is "the terms", which is no URL/,
  ],
  ['a long address', HOSTS, () => ({ url: `https://notes.example.org/${'x'.repeat(1024)}` }), /is longer than 1024/],
  ['no privacy page', HOSTS, (good) => ({ links: { ...good.links, privacy: '' } }), /There is no privacy page/],
  [
    'no support contact',
    HOSTS,
    (good) => ({ publisher: { ...good.publisher, support: null } }),
    /There is no support contact/,
  ],
  [
    'an e-mail as support',
    ['chatgpt'],
    (good) => ({ publisher: { ...good.publisher, support: 'help@example.org' } }),
    /ChatGPT needs an https page/,
  ],
  [
    'no recording',
    ['chatgpt'],
    listing(({ recording: _, ...others }) => ({ ...others, recording: undefined }) as never),
    /There is no recording of the app/,
  ],
];

describe.each(HOSTS)('a submission to %s', (host) => {
  const good = goodSubmission(host);

  test('that is good has no problem', () => expect(problemsOf(good)).toEqual([]));

  test.each(REFUSED.filter(([, hosts]) => hosts.includes(host)))(
    'with %s is refused, and told what to change',
    (_, __, change, expected) => {
      const problems = problemsOf({ ...good, ...change(good) });
      expect(problems).toEqual([expect.stringMatching(expected), ...problems.slice(1)]);
      for (const problem of problems) expect(problem.length).toBeGreaterThan(30);
    },
  );

  test('for this machine may have its addresses, and need not have what only a person gives', () => {
    const local = { ...good, url: 'http://localhost:8789/mcp', publisher: { ...good.publisher, support: null } };
    expect(problemsOf(local, { local: true })).toEqual([]);
    expect(problemsOf(local).length).toBeGreaterThan(1);
  });
});
