import { authorMarks, availableNames, type Problem } from '@aisystant/mcp/content';
import { checkCatalogues } from './check-catalogues.ts';
import { checkGraph } from './check-graph.ts';
import { checkReferences, createReferenceIndex, wireNameMessages } from './check-references.ts';
import { checkStateText, MAX_BASE_RULES_BYTES, sizeMessages } from './check-state-text.ts';
import { checkWords } from './check-words.ts';
import type { ContentSource } from './content-source.ts';
import { type ParsedContent, parseContent } from './parse-content.ts';
import { mentionedTools } from './state-text.ts';

/** Finds all problems of a content, sorted by file. It can be compiled if there are none. */
export function validate(source: ContentSource): readonly Problem[] {
  const { content, problems } = parseContent(source);
  const all = content.fsm === null ? problems : [...problems, ...checkContent(content)];
  return all.toSorted((left, right) => left.file.localeCompare(right.file));
}

function checkContent(content: ParsedContent): readonly Problem[] {
  const index = createReferenceIndex(content);
  return [
    ...contractProblems(content),
    ...baseTextProblems(content),
    ...templateProblems(content),
    ...toolNameProblems(content),
    ...content.states.flatMap((state) => [...checkStateText(state), ...checkReferences(state, index)]),
    ...checkCatalogues(content),
    ...checkGraph(content),
    ...checkWords(content),
    ...markProblems(content),
  ];
}

function contractProblems({ tools }: ParsedContent): readonly Problem[] {
  if (tools.length > 0) return [];
  const message = 'здесь нет ни одного контракта сервера, и проверить инструменты не по чему';
  return [{ file: 'docs/contracts', field: null, message }];
}

/** Base rules and consent are sent to the model as a whole, so their size is limited. */
function baseTextProblems({ source: { baseRules, consent } }: ParsedContent): readonly Problem[] {
  return [baseRules, consent].flatMap(({ path: file, text }) => {
    if (text.trim() === '') return [{ file, field: null, message: 'текста нет: файл пуст или отсутствует' }];
    return sizeMessages(text.trim(), MAX_BASE_RULES_BYTES).map(([field, message]) => ({ file, field, message }));
  });
}

/** The model gets an output template as it is: an empty one would tell it nothing. */
function templateProblems({ source: { templates } }: ParsedContent): readonly Problem[] {
  return templates
    .filter(({ text }) => text.trim() === '')
    .map(({ path: file }) => ({ file, field: null, message: 'формы нет: файл пуст. Напишите её или удалите файл' }));
}

/** The model gets these texts as they are. */
function markProblems({ source: { baseRules, consent, templates, states } }: ParsedContent): readonly Problem[] {
  return [baseRules, consent, ...templates, ...states].flatMap(authorMarks);
}

/** Texts outside of states may name any existing tool. */
function toolNameProblems({ source, tools }: ParsedContent): readonly Problem[] {
  const ids = tools.map(({ id }) => id);
  if (ids.length === 0) return [];
  return [source.baseRules, source.consent, ...source.templates].flatMap(({ path: file, text }) => {
    const unknown = mentionedTools(text).filter((id) => !ids.includes(id));
    const messages = [
      ...unknown.map((id) => `инструмента "${id}" нет ни у одного сервера. ${availableNames(ids)}`),
      ...wireNameMessages(text, tools),
    ];
    return messages.map((message) => ({ file, field: null, message }));
  });
}
