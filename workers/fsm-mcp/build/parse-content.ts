import { ContractFile, type ContractTool, FrontMatter, FsmFile, IntentsFile } from './content-schema.ts';
import { type ContentSource, fileId, type SourceFile } from './content-source.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Problem } from './problem.ts';
import { bareQuestion, type ListItem, listItems, type Section, sectionText, splitSections } from './state-text.ts';

/** A state's file, understood but not yet checked against the rest. */
export type StateSource = {
  readonly file: SourceFile;
  readonly head: FrontMatter;
  /** The Markdown under the head, trimmed, with documented tool ids. */
  readonly body: string;
  /** Text before the first section; right when empty. */
  readonly preamble: string;
  readonly sections: readonly Section[];
  readonly steps: readonly ListItem[];
  /** Without the quotation marks around them. */
  readonly questions: readonly string[];
  readonly constraints: readonly string[];
};

/** The whole content, understood but not yet checked. */
export type ParsedContent = {
  readonly source: ContentSource;
  /** Null when fsm.yaml cannot be read. */
  readonly fsm: FsmFile | null;
  readonly intents: IntentsFile['intents'];
  /** Only the states whose head could be read; every file of states still counts as an existing state. */
  readonly states: readonly StateSource[];
  readonly tools: readonly ContractTool[];
};

/** Reads every file of the source. What could not be read is a problem and is left out of the content. */
export function parseContent(source: ContentSource): {
  readonly content: ParsedContent;
  readonly problems: readonly Problem[];
} {
  const fsm = parseYaml(source.fsm, FsmFile);
  const intents = parseYaml(source.intents, IntentsFile);
  const states = source.states.map(parseState);
  const contracts = source.contracts.map((file) => parseYaml(file, ContractFile));
  const content = {
    source,
    fsm: fsm.value,
    intents: intents.value?.intents ?? [],
    states: states.flatMap(({ value }) => value ?? []),
    tools: contracts.flatMap(({ value }) => value?.tools ?? []),
  };
  return { content, problems: [fsm, intents, ...states, ...contracts].flatMap((parsed) => parsed.problems) };
}

function parseState(file: SourceFile) {
  const [, head, text = ''] = /^---\n([\s\S]*?)\n---(?:\n([\s\S]*))?$/.exec(file.text) ?? [];
  if (head === undefined) {
    const message = 'файл начинается с полей между двумя строками «---»: id, title, version и остальные';
    return { value: null, problems: [{ file: file.path, field: null, message }] };
  }
  const { value, problems } = parseYaml({ path: file.path, text: head }, FrontMatter);
  return value === null ? { value, problems } : { value: readState(file, value, text.trim()), problems };
}

function readState(file: SourceFile, head: FrontMatter, body: string): StateSource {
  const { preamble, sections } = splitSections(body);
  return {
    file,
    head,
    body,
    preamble,
    sections,
    steps: listItems(sectionText(sections, 'Шаги')),
    questions: listItems(sectionText(sections, 'Вопросы')).map(({ text }) => bareQuestion(text)),
    constraints: listItems(sectionText(sections, 'Ограничения')).map(({ text }) => text),
  };
}

/** Ids of all states that have a file, readable or not. */
export function stateIds({ source }: ParsedContent): readonly string[] {
  return source.states.map(fileId);
}
