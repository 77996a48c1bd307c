import type { CallContext } from '@aisystant/mcp';
import { stageTitles } from '../domain/corpus/stages.ts';
import type { GuidesServices } from '../services.ts';
import { common, resource } from './resource.ts';

/** Terms of the glossary that one resource holds. */
const MOST_TERMS = 300;
/** Imports that the list of changes shows. */
const MOST_IMPORTS = 30;

/** Resources about the whole corpus: the guides, the terms, the imports. */
export const catalogueResources = [
  resource({
    ...common,
    mime: 'application/json',
    name: 'catalog',
    uri: 'guides://catalog',
    title: 'Каталог руководств',
    purpose: 'Все руководства: код, название, ступени, сколько страниц.',
    structure:
      'version; guides[]: slug, code, title, programme, level, stages, lang, sections, pages, drafts, reading_minutes, toc',
    example: 'Какие есть руководства?',
    async read({ services: { corpus } }: CallContext<GuidesServices>) {
      const guides = await corpus.guides();
      const { importedAt } = await corpus.generation();
      const listed = guides.map(({ stages, readingMinutes, ...guide }) => ({
        ...guide,
        stages: stageTitles(stages),
        reading_minutes: readingMinutes,
        toc: `guides://${guide.slug}/toc`,
      }));
      return JSON.stringify({ version: importedAt, guides: listed });
    },
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'glossary',
    uri: 'guides://glossary',
    title: 'Словарь понятий',
    purpose: 'Понятия руководств: определение, другие названия, частая путаница, страницы.',
    structure: 'terms[]: term, status, definition, misconception, synonyms, introduced_on; more — есть ли ещё',
    example: 'Что значит слот?',
    async read({ services: { corpus } }: CallContext<GuidesServices>) {
      const terms = await corpus.terms(MOST_TERMS + 1);
      const shown = terms.slice(0, MOST_TERMS).map((each) => ({
        term: each.term,
        status: each.status,
        ...(each.definition !== null && { definition: each.definition }),
        ...(each.misconception !== null && { misconception: each.misconception }),
        ...(each.synonyms.length > 0 && { synonyms: each.synonyms }),
        introduced_on: each.introducedOn.slice(0, 10),
      }));
      return JSON.stringify({ terms: shown, more: terms.length > MOST_TERMS });
    },
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'changelog',
    uri: 'guides://changelog',
    title: 'Загрузки руководств',
    purpose: 'Когда загружали руководства и сколько страниц добавилось, изменилось, переехало, ушло.',
    structure: 'строка на загрузку, новые сверху',
    example: 'Что изменилось в руководствах?',
    async read({ services: { corpus } }: CallContext<GuidesServices>) {
      const history = await corpus.history(MOST_IMPORTS);
      const lines = history.map(
        ({ importedAt, pages, added, changed, moved, removed }) =>
          `- ${importedAt}: страниц ${pages}; добавлено ${added}, изменено ${changed}, переехало ${moved}, убрано ${removed}`,
      );
      return lines.join('\n');
    },
  }),
];
