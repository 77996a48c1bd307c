import * as z from 'zod';
import type { Stage } from '../src/domain/content-model.ts';

/** The most questions in one state: more would feel like an interrogation. */
export const MAX_QUESTIONS = 3;

const Text = z.string().trim().min(1, 'не может быть пустым');
const Id = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'пишется латиницей: строчные буквы, цифры и подчёркивания');
const ToolId = z
  .string()
  .regex(/^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$/, 'пишется через точку, например dt.get_week_summary');
const Version = z.string().regex(/^\d+\.\d+\.\d+$/, 'пишется тремя числами, например 1.0.0');
const Phrases = z.array(Text);

/** A transition from a state. */
const TransitionField = z.strictObject({
  /** Id of the target state. */
  to: Id,
  /** Condition, in Russian. */
  when: Text,
  /** What a learner says then; empty if the condition depends on data only. */
  intent_examples: Phrases.default([]),
});

/** A transition into the state, declared in its own file, so that a new state needs only one file. */
const EntryField = TransitionField.omit({ to: true }).extend({
  /** Id of the source state. */
  from: Id,
});

/** Data to be read before facts are named. */
const DataField = z.strictObject({
  /** Documented id of the tool. */
  tool: ToolId,
  /** Arguments of the call, by the names of the tool's input schema. */
  args: z.record(z.string(), z.unknown()),
  /** State that continues without the data; may be the state itself. */
  fallback: Id,
});

/** Front matter of a state file. */
export const FrontMatter = z.strictObject({
  /** Must equal the name of the file. */
  id: Id,
  /** Title in Russian. */
  title: Text,
  /** Id of its scenario in fsm.yaml. */
  scenario: Id,
  /** Version of the text: MAJOR for a new purpose, MINOR for a changed step, PATCH for wording. */
  version: Version,
  /** Date of the last change, YYYY-MM-DD. */
  updated: z.string().pipe(z.iso.date('пишется как 2026-11-20')),
  /** How the state accesses the learner's data. */
  consent: z.strictObject({ read: z.boolean(), write: z.boolean() }),
  /** Documented ids of the tools that the state may use. */
  allowed_tools: z.array(ToolId),
  /** Data that the state needs. */
  data: z.array(DataField),
  /** Empty only in a terminal state. */
  transitions: z.array(TransitionField),
  /** Transitions from other states into this one. */
  entered_from: z.array(EntryField).default([]),
  /** The most questions, 0 to 3. */
  max_questions: z
    .int()
    .min(0, 'от 0 до 3: сколько вопросов здесь можно задать')
    .max(MAX_QUESTIONS, 'за один шаг задают не больше трёх вопросов'),
  /** Id of the output template, if the answer has a fixed format. */
  output_template: Id.optional(),
  /** Id of the schema of the state's result. */
  result_schema: Id.optional(),
  /** Former or colloquial ids of the state. */
  aliases: z.array(Id).default([]),
  /** Whether it can be entered from any state; must agree with `global_transitions` in fsm.yaml. */
  global: z.boolean().default(false),
  /** Whether the conversation may return to the previous state. */
  returns: z.boolean().default(false),
  /** Whether the conversation ends here. */
  terminal: z.boolean().default(false),
});

/** Parsed front matter. */
export type FrontMatter = z.infer<typeof FrontMatter>;

/** `content/fsm.yaml`: the state machine as a whole. */
export const FsmFile = z.strictObject({
  /** Id of the assistant. */
  assistant: z.string().regex(/^[a-z][a-z0-9-]+$/, 'пишется латиницей через дефис'),
  /** Raised with every release of the content. */
  fsm_version: Version,
  /** States that can be entered from any state. */
  global_transitions: z.array(Id).min(1, 'нужно хотя бы одно состояние'),
  /** Titles of scenarios by id, in display order. */
  scenarios: z.record(Id, Text),
  /** Style of speech for each stage, one sentence each. */
  styles: z.strictObject({
    random: Text,
    practicing: Text,
    systematic: Text,
    disciplined: Text,
    proactive: Text,
  } satisfies Record<Stage, typeof Text>),
  /** Words not allowed in texts for learners; whole words, case-insensitive. */
  forbidden_words: z.array(Text.regex(/[\p{L}\p{N}]/u, 'сравниваются слова: нужна хотя бы одна буква или цифра')),
});

/** Parsed `content/fsm.yaml`. */
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

/** `content/intents.yaml`: the intents of learners. */
export const IntentsFile = z.strictObject({
  /** In the order of the menu. */
  intents: z.array(IntentField),
});

/** Parsed `content/intents.yaml`. */
export type IntentsFile = z.infer<typeof IntentsFile>;

/** `content/changelog.yaml`: releases, newest first. */
export const ChangelogFile = z.strictObject({
  /** One entry for each release. */
  changes: z.array(
    z.strictObject({
      /** The `fsm_version` of that release. */
      version: Version,
      /** Date of the release, YYYY-MM-DD. */
      date: z.string().pipe(z.iso.date('пишется как 2026-11-20')),
      /** Changes visible to learners or methodologists, in Russian. */
      what: Text,
    }),
  ),
});

/** Parsed `content/changelog.yaml`. */
export type ChangelogFile = z.infer<typeof ChangelogFile>;

/** Why something is missing: no server has its tools yet. */
const Waiting = {
  /** Documented ids of the missing tools. */
  waits_for: z.array(ToolId).min(1, 'нужен хотя бы один инструмент'),
  /** The reason, in Russian. */
  why: Text,
};

/** `content/coming.yaml`: planned states and parts of states. */
export const ComingFile = z.strictObject({
  /** Planned states. */
  states: z.array(
    z.strictObject({
      /** Id that the state will have. */
      id: Id,
      /** Title in Russian. */
      title: Text,
      /** Intents that will lead to it. */
      intents: z.array(Id).default([]),
      /** Its aliases. */
      aliases: z.array(Id).default([]),
      ...Waiting,
    }),
  ),
  /** Planned parts of existing states. */
  parts: z.array(
    z.strictObject({
      /** Id of an existing state. */
      state: Id,
      ...Waiting,
    }),
  ),
});

/** Parsed `content/coming.yaml`. */
export type ComingFile = z.infer<typeof ComingFile>;

/** The most skills: a directory imports no more of one server. */
const MAX_SKILLS = 5;

/** `content/skills.yaml`: scenarios as skills that a person installs in their host. */
export const SkillsFile = z.strictObject({
  skills: z
    .array(
      z.strictObject({
        /** Its name, also of its folder. */
        id: z
          .string()
          .max(64)
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'пишется латиницей: строчные буквы, цифры и дефисы'),
        /** Title in Russian. */
        title: Text,
        /** What it is for and when to use it, in Russian: a host chooses by it. */
        description: Text.max(1024, 'не длиннее 1024 знаков'),
        /** Its states; the first begins the scenario. */
        states: z.array(Id).min(1, 'нужно хотя бы одно состояние'),
      }),
    )
    .max(MAX_SKILLS, `навыков не больше ${MAX_SKILLS}: столько берёт каталог`),
});

/** Parsed `content/skills.yaml`. */
export type SkillsFile = z.infer<typeof SkillsFile>;

/** The keywords of a result schema that the build checks; others are copied unchanged. */
export const SchemaFile = z.looseObject({
  /** Title in Russian. */
  title: Text,
  /** The fields of the result. */
  properties: z.record(z.string(), z.unknown()),
  /** Documented id of the tool that saves the result; absent if it is not saved. */
  'x-saved-by': ToolId.optional(),
});

/** The fields of a tool's contract that the build uses. */
const ContractTool = z.object({
  /** Documented id, with a dot. */
  id: z.string(),
  /** Wire name, with an underscore. */
  name: z.string(),
  /** Title in Russian. */
  title: z.string().optional(),
  /** Required scope; null for a public tool. */
  scope: z.string().nullish().default(null),
  /** JSON schema of the input. */
  input_schema: z.object({
    /** Properties of the input by name. */
    properties: z.record(z.string(), z.unknown()).default({}),
    /** Names of required properties. */
    required: z.array(z.string()).default([]),
  }),
});

/** A tool in a server's contract. */
export type ContractTool = z.infer<typeof ContractTool>;

/** `docs/contracts/<server>.json`, generated from the server's declaration. */
export const ContractFile = z.object({
  /** The tools of one server. */
  tools: z.array(ContractTool),
});
