import { checkCatalogues } from './check-catalogues.ts';
import { checkGraph } from './check-graph.ts';
import { checkReferences, surroundingsOf } from './check-references.ts';
import { BASE_RULES_BYTES, checkStateText, sizeMessages } from './check-state-text.ts';
import { checkWords } from './check-words.ts';
import type { ContentSource } from './content-source.ts';
import { type ParsedContent, parseContent } from './parse-content.ts';
import { existingNames, type Problem } from './problem.ts';
import { mentionedTools } from './state-text.ts';

/**
 * Everything that is wrong with a content, at once, in the order of files.
 * @returns an empty list exactly when the content can be compiled
 */
export function validate(source: ContentSource): readonly Problem[] {
  const { content, problems } = parseContent(source);
  const all = content.fsm === null ? problems : [...problems, ...checkContent(content)];
  return all.toSorted((left, right) => left.file.localeCompare(right.file));
}

function checkContent(content: ParsedContent): readonly Problem[] {
  const around = surroundingsOf(content);
  return [
    ...contractProblems(content),
    ...commonTextProblems(content),
    ...sharedTextProblems(content),
    ...content.states.flatMap((state) => [...checkStateText(state), ...checkReferences(state, around)]),
    ...checkCatalogues(content),
    ...checkGraph(content),
    ...checkWords(content),
  ];
}

function contractProblems({ tools }: ParsedContent): readonly Problem[] {
  if (tools.length > 0) return [];
  const message = 'здесь нет ни одного контракта сервера, и проверить инструменты не по чему';
  return [{ file: 'docs/contracts', field: null, message }];
}

/** The rules and the words about consent go to the model in whole, like a state. */
function commonTextProblems({ source: { baseRules, consent } }: ParsedContent): readonly Problem[] {
  return [baseRules, consent].flatMap(({ path: file, text }) => {
    if (text.trim() === '') return [{ file, field: null, message: 'текста нет: файл пуст или отсутствует' }];
    return sizeMessages(text.trim(), BASE_RULES_BYTES).map(([field, message]) => ({ file, field, message }));
  });
}

/** These texts belong to no state, so they may name any tool that exists. */
function sharedTextProblems({ source, tools }: ParsedContent): readonly Problem[] {
  const ids = tools.map(({ id }) => id);
  if (ids.length === 0) return [];
  return [source.baseRules, source.consent, ...source.templates].flatMap(({ path, text }) =>
    mentionedTools(text)
      .filter((id) => !ids.includes(id))
      .map((id) => ({
        file: path,
        field: null,
        message: `инструмента "${id}" нет ни у одного сервера. ${existingNames(ids)}`,
      })),
  );
}
