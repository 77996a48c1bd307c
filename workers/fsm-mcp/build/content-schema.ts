import { z } from 'zod';
import type { Stage } from '../src/domain/content-model.ts';

/** More questions than this in one step turn a talk into an inquiry. */
export const QUESTIONS_LIMIT = 3;

const Text = z.string().trim().min(1, 'не может быть пустым');
const Id = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'пишется латиницей: строчные буквы, цифры и подчёркивания');
const ToolId = z
  .string()
  .regex(/^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$/, 'пишется через точку, например dt.get_week_summary');
const Version = z.string().regex(/^\d+\.\d+\.\d+$/, 'пишется тремя числами, например 1.0.0');
const Phrases = z.array(Text);

/** A way out of a state. */
const TransitionField = z.strictObject({
  /** Id of the state that follows. */
  to: Id,
  /** When it follows, in Russian. */
  when: Text,
  /** What the learner says then; none when the way depends on data only. */
  intent_examples: Phrases.default([]),
});

/** A way into the state that its own file draws, so that a new state needs one file only. */
const EntryField = TransitionField.omit({ to: true }).extend({
  /** Id of the state that the way leaves. */
  from: Id,
});

/** Data that has to be read before facts can be named. */
const DataField = z.strictObject({
  /** Documented id of the tool. */
  tool: ToolId,
  /** Arguments of the call, by the names of the tool's input schema. */
  args: z.record(z.string(), z.unknown()),
  /** State that goes on without the data; the state itself when it can. */
  fallback: Id,
});

/** The head of a state's file. Nothing else may stand there. */
export const FrontMatter = z.strictObject({
  /** Equal to the name of the file. */
  id: Id,
  /** Title in Russian. */
  title: Text,
  /** Group of states it belongs to; one of `scenarios` of fsm.yaml. */
  scenario: Id,
  /** Version of the text: MAJOR when the state's task changes, MINOR when a step does, PATCH for wording. */
  version: Version,
  /** Day of the last change, YYYY-MM-DD. */
  updated: z.string().pipe(z.iso.date('пишется как 2026-11-20')),
  /** What the state does with the learner's data. */
  consent: z.strictObject({ read: z.boolean(), write: z.boolean() }),
  /** Documented ids of the tools that the state may use. */
  allowed_tools: z.array(ToolId),
  /** Data that the state needs. */
  data: z.array(DataField),
  /** Ways out; empty only in a terminal state. */
  transitions: z.array(TransitionField),
  /** Ways in from other states, drawn here as if they stood there. */
  entered_from: z.array(EntryField).default([]),
  /** Upper limit of questions, 0 to 3. */
  max_questions: z.int().min(0).max(QUESTIONS_LIMIT, 'за один шаг задают не больше трёх вопросов'),
  /** Id of an output template, when the answer has a fixed form. */
  output_template: Id.optional(),
  /** Id of the schema of what the state makes. */
  result_schema: Id.optional(),
  /** Former or colloquial ids of the state. */
  aliases: z.array(Id).default([]),
  /** The state can be entered from anywhere; agrees with `global_transitions` of fsm.yaml. */
  global: z.boolean().default(false),
  /** It interrupts others: from here the conversation may go back to where it came from. */
  returns: z.boolean().default(false),
  /** The conversation ends here. */
  terminal: z.boolean().default(false),
});

/** The head of a state's file, read. */
export type FrontMatter = z.infer<typeof FrontMatter>;

/** `content/fsm.yaml`: the machine as a whole. */
export const FsmFile = z.strictObject({
  /** Id of the assistant. */
  assistant: z.string().regex(/^[a-z][a-z0-9-]+$/, 'пишется латиницей через дефис'),
  /** Version of the machine: raised with every release of the content. */
  fsm_version: Version,
  /** States that can be entered from anywhere. */
  global_transitions: z.array(Id).min(1, 'нужно хотя бы одно состояние'),
  /** Titles of the groups of states, in the order in which people look at them. */
  scenarios: z.record(Id, Text),
  /** How to speak at each stage, one sentence each. */
  styles: z.strictObject({
    random: Text,
    practicing: Text,
    systematic: Text,
    disciplined: Text,
    proactive: Text,
  } satisfies Record<Stage, typeof Text>),
  /** Words that do not occur in any text a learner may hear; whole words, any case. */
  forbidden_words: z.array(Text),
});

/** `content/fsm.yaml`, read. */
export type FsmFile = z.infer<typeof FsmFile>;

/** A row of the intent table. */
const IntentField = z.strictObject({
  /** Id of the intent. */
  id: Id,
  /** Title in Russian. */
  title: Text,
  /** First state of the scenario. */
  state: Id,
  /** Phrases of learners. */
  examples: Phrases.min(3, 'нужно от трёх до пяти фраз').max(5, 'нужно от трёх до пяти фраз'),
});

/** `content/intents.yaml`: what a learner may come with. */
export const IntentsFile = z.strictObject({
  /** The table, in the order of the menu. */
  intents: z.array(IntentField),
});

/** `content/intents.yaml`, read. */
export type IntentsFile = z.infer<typeof IntentsFile>;

/** `content/changelog.yaml`: what changed, newest first. */
export const ChangelogFile = z.strictObject({
  /** One entry a release. */
  changes: z.array(
    z.strictObject({
      /** The `fsm_version` of that release. */
      version: Version,
      /** Day of the release, YYYY-MM-DD. */
      date: z.string().pipe(z.iso.date('пишется как 2026-11-20')),
      /** What a learner or a methodologist notices, in Russian. */
      what: Text,
    }),
  ),
});

/** `content/changelog.yaml`, read. */
export type ChangelogFile = z.infer<typeof ChangelogFile>;

/** Why something is not there yet: tools that no server has. */
const Waiting = {
  /** Documented ids of the tools that are waited for. */
  waits_for: z.array(ToolId).min(1, 'нужен хотя бы один инструмент'),
  /** The reason, in Russian. */
  why: Text,
};

/** `content/coming.yaml`: states, and parts of states, that come when their tools do. */
export const ComingFile = z.strictObject({
  /** States that do not exist yet. */
  states: z.array(
    z.strictObject({
      /** Id that the state will have. */
      id: Id,
      /** Title in Russian. */
      title: Text,
      /** Intents that will lead to it. */
      intents: z.array(Id).default([]),
      /** Names under which it will be found too. */
      aliases: z.array(Id).default([]),
      ...Waiting,
    }),
  ),
  /** What existing states will be able to do. */
  parts: z.array(
    z.strictObject({
      /** The state; it exists. */
      state: Id,
      ...Waiting,
    }),
  ),
});

/** `content/coming.yaml`, read. */
export type ComingFile = z.infer<typeof ComingFile>;

/** The part of a result's JSON schema that the build depends on; the rest goes to the reader as it is. */
export const SchemaFile = z.looseObject({
  /** Title in Russian. */
  title: Text,
  /** The fields of the result. */
  properties: z.record(z.string(), z.unknown()),
  /** Documented id of the tool that saves the result; absent when it stays in the conversation. */
  'x-saved-by': ToolId.optional(),
});

/** The part of a tool's contract that the content depends on; the rest of it is not read. */
const ContractTool = z.object({
  /** Documented id, with a dot. */
  id: z.string(),
  /** Wire name, with an underscore: what a model calls. */
  name: z.string(),
  /** Short name for a person, in Russian. */
  title: z.string().optional(),
  /** Scope that the tool asks for; null when it is open. */
  scope: z.string().nullish().default(null),
  /** JSON schema of the input. */
  input_schema: z.object({
    /** Properties of the input by name. */
    properties: z.record(z.string(), z.unknown()).default({}),
    /** Names of the properties that a call must have. */
    required: z.array(z.string()).default([]),
  }),
});

/** A tool of some server, as far as the content depends on it. */
export type ContractTool = z.infer<typeof ContractTool>;

/** `docs/contracts/<server>.json`, generated from the servers' own declarations. */
export const ContractFile = z.object({
  /** The tools of one server. */
  tools: z.array(ContractTool),
});
