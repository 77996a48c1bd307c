import { fileId, type Problem, parseJson, parseYaml, type SourceFile } from '@aisystant/mcp/content';
import type * as z from 'zod';
import {
  ChangelogFile,
  ComingFile,
  ContractFile,
  type ContractTool,
  FrontMatter,
  FsmFile,
  IntentsFile,
  SchemaFile,
  SkillsFile,
} from './content-schema.ts';
import type { ContentSource } from './content-source.ts';
import { addEntryTransitions } from './entry-transitions.ts';
import type { StateSource } from './state-source.ts';
import { bareQuestion, listItems, sectionText, splitSections } from './state-text.ts';

/** A parsed result schema. */
export type SchemaSource = {
  readonly file: SourceFile;
  readonly schema: z.infer<typeof SchemaFile>;
};

/** The parsed but not yet checked content. */
export type ParsedContent = {
  readonly source: ContentSource;
  /** Null if fsm.yaml cannot be parsed. */
  readonly fsm: FsmFile | null;
  readonly intents: IntentsFile['intents'];
  readonly changes: ChangelogFile['changes'];
  readonly coming: ComingFile;
  readonly skills: SkillsFile['skills'];
  readonly schemas: readonly SchemaSource[];
  /** States whose front matter was parsed, including transitions that other files declare. See {@link stateIds}. */
  readonly states: readonly StateSource[];
  readonly tools: readonly ContractTool[];
};

/** Parses every file. A file that cannot be parsed is reported and omitted. */
export function parseContent(source: ContentSource): {
  readonly content: ParsedContent;
  readonly problems: readonly Problem[];
} {
  const fsm = parseYaml(source.fsm, FsmFile);
  const intents = parseYaml(source.intents, IntentsFile);
  const states = source.states.map(parseState);
  const schemas = source.schemas.map((file) => ({ file, ...parseYaml(file, SchemaFile) }));
  const changelog = parseYaml(source.changelog, ChangelogFile);
  const coming = parseYaml(source.coming, ComingFile);
  const skills = parseYaml(source.skills, SkillsFile);
  const contracts = source.contracts.map((file) => parseJson(file, ContractFile));
  const content = {
    source,
    fsm: fsm.value,
    intents: intents.value?.intents ?? [],
    changes: changelog.value?.changes ?? [],
    coming: coming.value ?? { states: [], parts: [] },
    skills: skills.value?.skills ?? [],
    schemas: schemas.flatMap(({ file, value }) => (value === null ? [] : { file, schema: value })),
    states: addEntryTransitions(states.flatMap(({ value }) => value ?? [])),
    tools: contracts.flatMap(({ value }) => value?.tools ?? []),
  };
  const parsed = [fsm, intents, changelog, coming, skills, ...states, ...schemas, ...contracts];
  return { content, problems: parsed.flatMap(({ problems }) => problems) };
}

function parseState(file: SourceFile) {
  const [, head, text = ''] = /^---\n([\s\S]*?)\n---(?:\n([\s\S]*))?$/.exec(file.text) ?? [];
  if (head === undefined) {
    const message = 'файл начинается с полей между двумя строками «---»: id, title, version и остальные';
    return { value: null, problems: [{ file: file.path, field: null, message }] };
  }
  // An empty line for «---», so that a problem has the number of its line in the file.
  const { value, problems } = parseYaml({ path: file.path, text: `\n${head}` }, FrontMatter);
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

/** Ids of all state files, parsed or not. */
export function stateIds({ source }: ParsedContent): readonly string[] {
  return source.states.map(fileId);
}
