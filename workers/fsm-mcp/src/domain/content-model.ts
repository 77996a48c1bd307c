/**
 * The compiled content of an assistant, written by the build and read by the Worker. Field names are those of the wire,
 * so that answers need no mapping.
 */

/** The initial state, to which every scenario returns. */
export const INITIAL_STATE = 'init';

/** Stages of a learner, lowest first. They affect only the style of speech. */
export const STAGES = ['random', 'practicing', 'systematic', 'disciplined', 'proactive'] as const;

/** The codes of the stages in the answers of dt-mcp, in the same order. */
export const STAGE_CODES = [
  'STG.Learner.Random',
  'STG.Learner.Practicing',
  'STG.Learner.Systematic',
  'STG.Learner.Disciplined',
  'STG.Learner.Proactive',
] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** URI of a schema resource. */
export function schemaUri(id: string): string {
  return `fsm://schemas/${id}`;
}

/** A step within a state. */
export type Step = {
  /** Number within the state, from 1 without gaps. */
  readonly n: number;
  /** One or two sentences in Russian, with wire names of tools. */
  readonly do: string;
  /** Wire name of the tool that the step uses; null without a tool. */
  readonly tool: string | null;
};

/** A transition to another state. */
export type TransitionRule = {
  /** Id of the target state. */
  readonly to: string;
  /** Condition, in Russian. */
  readonly when: string;
  /** What a learner says then; empty if the condition depends on data only. */
  readonly intent_examples: readonly string[];
};

/** Data to be read before facts are named. */
export type DataRequirement = {
  /** Wire name of the tool that returns the data. */
  readonly tool: string;
  /** Arguments of the call, by property of the tool's input schema. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Required scope; null for a public tool. */
  readonly scope: string | null;
  /** State that continues without the data; may be the state itself. */
  readonly fallback: string;
};

/** How a state accesses the learner's data. Permission is given at sign-in. */
export type Consent = {
  /** The state reads the learner's data. */
  readonly read: boolean;
  /** The state writes the learner's data. */
  readonly write: boolean;
};

/** A row of the intent table: an intent of a learner and the first state of its scenario. */
export type IntentRow = {
  /** Id of the intent, such as `week_review`. */
  readonly id: string;
  /** Title in Russian, as in a menu. */
  readonly title: string;
  /** First state of the scenario. */
  readonly state: string;
  /** Three to five phrases of learners. */
  readonly examples: readonly string[];
};

/** A compiled state. */
export type FsmState = {
  readonly id: string;
  /** Title in Russian. */
  readonly title: string;
  /** Id of its scenario in {@link FsmContent.scenarios}. */
  readonly scenario: string;
  /** Version of the text, `MAJOR.MINOR.PATCH`. */
  readonly version: string;
  /** The section «Цель». */
  readonly goal: string;
  /** Text of the state, Markdown, at most 4,096 bytes, with wire names of tools. */
  readonly instructions: string;
  readonly steps: readonly Step[];
  /** At most {@link FsmState.max_questions}. */
  readonly questions: readonly string[];
  /** 0 to 3. */
  readonly max_questions: number;
  readonly data_requirements: readonly DataRequirement[];
  /** Wire names of allowed tools. */
  readonly allowed_tools: readonly string[];
  /** Id of an output template; null for free text. */
  readonly output_template: string | null;
  /** Id of the schema of the state's result; null without a result. */
  readonly result_schema: string | null;
  /** Ids of target states; empty only in a terminal state. */
  readonly transitions: readonly string[];
  /** The same transitions with their conditions, in the same order. */
  readonly transition_rules: readonly TransitionRule[];
  /** Whether the conversation may return to the previous state without a declared transition. */
  readonly returns: boolean;
  /** The section «Деградация»: what to do without data or tools. */
  readonly degradation: string;
  readonly constraints: readonly string[];
  readonly consent: Consent;
  /** `sha256-` and 64 hexadecimal digits: a hash of all fields above. */
  readonly etag: string;
};

/** A scenario: a group of states. */
export type Scenario = {
  readonly id: string;
  /** Title in Russian. */
  readonly title: string;
};

/** A release. */
export type Change = {
  /** `fsm_version` of the release. */
  readonly version: string;
  /** Date of the release, YYYY-MM-DD. */
  readonly date: string;
  /** What changed, in Russian. */
  readonly what: string;
};

/** The compiled content of one assistant. */
export type FsmContent = {
  /** Id of the assistant. */
  readonly assistant: string;
  /** Version of the state machine, `MAJOR.MINOR.PATCH`. */
  readonly fsm_version: string;
  /** Rules for every state, Markdown, at most 3,072 bytes. */
  readonly base_rules: string;
  /** What the Guide may read and write, Markdown, at most 3,072 bytes. */
  readonly consent: string;
  /** Releases, newest first. */
  readonly changelog: readonly Change[];
  /** In display order. */
  readonly scenarios: readonly Scenario[];
  /** Ids of states that can be entered from any state. */
  readonly global_transitions: readonly string[];
  readonly intents: readonly IntentRow[];
  /** Output templates by id, Markdown. */
  readonly templates: Readonly<Record<string, string>>;
  /** JSON schemas of results by id. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Styles of speech by stage, one sentence each. */
  readonly styles: Readonly<Record<Stage, string>>;
  readonly states: readonly FsmState[];
  /** Ids of states by alias. */
  readonly aliases: Readonly<Record<string, string>>;
};
