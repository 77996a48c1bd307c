import type { MadePage, PageFolder } from '@aisystant/mcp';
import { html, raw } from 'hono/html';
import { numberedTitle } from '../domain/corpus/citation.ts';
import { keysOf } from '../domain/corpus/page-key.ts';
import { corpusMap } from '../queries/corpus-map.ts';
import { PAGES_PATH, pageUrl, statusWords } from '../queries/page-line.ts';
import { prerequisitesOf } from '../queries/read-pages.ts';
import { resolvePages } from '../queries/resolve.ts';
import type { GuidesServices } from '../services.ts';
import type { CorpusStore, PageHead, StoredPage } from '../store/corpus-store.ts';
import { markdownHtml } from './markdown-html.ts';

/** What citations lead to: a page of a guide to read in a browser, or the contents of a section or a guide. */
export const readingPages: PageFolder<GuidesServices> = {
  path: PAGES_PATH,
  async find(name, { corpus }) {
    const named = await corpus.named(keysOf(name));
    if (!named) return null;
    if (named.kind !== 'page') return contentsPage(corpus, named.target);
    const page = await corpus.page(named.target);
    return page && readingPage(corpus, page);
  },
};

async function readingPage(corpus: CorpusStore, page: StoredPage): Promise<MadePage> {
  const map = await corpusMap(corpus);
  const before = await prerequisitesOf(corpus, page);
  const heads = await corpus.heads(page.guide);
  const at = heads.findIndex(({ id }) => id === page.id);
  return {
    title: numberedTitle(page),
    language: languageOf(map.guide(page.guide)?.lang),
    body: html`<p class="muted">${map.cite(page)} · ${page.readingMinutes} мин</p>
${note(page)}
${before.length > 0 ? html`<p>Прочитать до этого: ${joined(before)}.</p>` : ''}
${page.canDo.length > 0 ? html`<p>После страницы ты сможешь: ${page.canDo.join('; ')}.</p>` : ''}
${raw(markdownHtml(page.text, page.footnotes))}
${page.answers === '' ? '' : html`<p class="muted">Ответы здесь не показаны.</p>`}
<p>${neighbour('Назад', heads[at - 1])} ${neighbour('Дальше', heads[at + 1])}</p>
<p><a href="${linkTo(page.guide)}">Содержание руководства</a></p>`,
  };
}

/** The pages of a section or a guide. */
async function contentsPage(corpus: CorpusStore, target: string): Promise<MadePage | null> {
  const heads = await resolvePages(corpus, target, 'id');
  const [first] = heads;
  if (!first) return null;
  const map = await corpusMap(corpus);
  const guide = map.guide(first.guide);
  return {
    title: guide?.slug === target ? guide.title : first.sectionTitle,
    language: languageOf(guide?.lang),
    body: html`<ul>${heads.map((head) => html`<li>${link(head)}${statusWords(head.status)}</li>`)}</ul>`,
  };
}

const NOTES: { readonly [status: string]: string } = {
  draft: 'Это черновик: автор ещё работает над страницей.',
  'pending-review': 'Эта страница ещё на проверке.',
  archived: 'Это старая версия страницы, она хранится ради ссылок.',
};

const note = ({ status }: StoredPage) =>
  Object.hasOwn(NOTES, status) ? html`<p class="note">${NOTES[status]}</p>` : '';
const linkTo = (id: string) => pageUrl('', id);
const link = (head: PageHead) => html`<a href="${linkTo(head.id)}">${numberedTitle(head)}</a>`;
const joined = (heads: readonly PageHead[]) => heads.map((head, n) => html`${n === 0 ? '' : ', '}${link(head)}`);
const neighbour = (word: string, head: PageHead | undefined) => (head ? html`${word}: ${link(head)}.` : '');
const languageOf = (lang: string | undefined) => (lang === 'en' ? 'en' : 'ru');
