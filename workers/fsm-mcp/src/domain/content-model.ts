/**
 * What the compiler writes and the Worker reads: the whole content of one assistant, validated.
 * Field names are those of the wire, so that an answer is taken from here without renaming.
 */

/** The state where every conversation starts and to which every scenario returns. */
export const INITIAL_STATE = 'init';

/** The stages of a learner, lowest first. A stage changes only the style of speech. */
export const STAGES = ['random', 'practicing', 'systematic', 'disciplined', 'proactive'] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** Address of the resource that holds a schema. */
export function schemaUri(id: string): string {
  return `fsm://schemas/${id}`;
}

/** One thing that happens in a state. */
export type Step = {
  /** Order within the state, from 1 without gaps. */
  readonly n: number;
  /** What happens, one or two sentences in Russian; tools stand under their wire names. */
  readonly do: string;
  /** Wire name of the tool that the step uses; null when the step is only talk. */
  readonly tool: string | null;
};

/** A way from one state to another. */
export type TransitionRule = {
  /** Id of the target state; it exists. */
  readonly to: string;
  /** When the way is taken, in Russian. */
  readonly when: string;
  /** What a learner says when this way is meant; empty when no words are needed. */
  readonly intent_examples: readonly string[];
};

/** Data that a state needs before its facts can be named. */
export type DataRequirement = {
  /** Wire name of the tool that returns the data. */
  readonly tool: string;
  /** Arguments of the call; every name is a property of the tool's input schema. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Scope that the tool asks for; null when the tool is open. */
  readonly scope: string | null;
  /** State that goes on without the data; the state itself when it can. */
  readonly fallback: string;
};

/** What a state does with the learner's own data; the permission itself is given at sign-in. */
export type Consent = {
  /** The state reads the learner's data. */
  readonly read: boolean;
  /** The state writes the learner's data. */
  readonly write: boolean;
};

/** A row of the intent table: what a learner may come with and where that scenario begins. */
export type IntentRow = {
  /** Id of the intent, such as `week_review`. */
  readonly id: string;
  /** Title in Russian, as in a menu. */
  readonly title: string;
  /** First state of the scenario; it exists. */
  readonly state: string;
  /** Three to five phrases of learners. */
  readonly examples: readonly string[];
};

/** One state of the machine, compiled. */
export type FsmState = {
  readonly id: string;
  /** Title in Russian. */
  readonly title: string;
  /** Id of the scenario it belongs to; one of {@link FsmContent.scenarios}. */
  readonly scenario: string;
  /** Version of the text, `MAJOR.MINOR.PATCH`. */
  readonly version: string;
  /** The section «Цель». */
  readonly goal: string;
  /** The whole text of the state in Markdown, at most 4,096 bytes, tools under their wire names. */
  readonly instructions: string;
  readonly steps: readonly Step[];
  /** Questions of the state, at most {@link FsmState.max_questions}. */
  readonly questions: readonly string[];
  /** Upper limit of questions in this state, 0 to 3. */
  readonly max_questions: number;
  readonly data_requirements: readonly DataRequirement[];
  /** Wire names of the tools that this state may use. */
  readonly allowed_tools: readonly string[];
  /** Id of an output template; null when the answer has no fixed form. */
  readonly output_template: string | null;
  /** Id of the schema of what the state makes; null when nothing is left behind. */
  readonly result_schema: string | null;
  /** Ids of the states that follow; empty only in a terminal state. */
  readonly transitions: readonly string[];
  /** The same transitions with their conditions, in the same order. */
  readonly transition_rules: readonly TransitionRule[];
  /** It interrupts others: from here the conversation may go back to where it came from, without a drawn way. */
  readonly returns: boolean;
  /** The section «Деградация»: what happens when something is missing or down. */
  readonly degradation: string;
  readonly constraints: readonly string[];
  readonly consent: Consent;
  /** `sha256-` and 64 hexadecimal digits over everything above; changes with any change of the state. */
  readonly etag: string;
};

/** A group of states that people see as one scenario. */
export type Scenario = {
  readonly id: string;
  /** Title in Russian. */
  readonly title: string;
};

/** A release of the machine. */
export type Change = {
  /** `fsm_version` of the release. */
  readonly version: string;
  /** Day of the release, YYYY-MM-DD. */
  readonly date: string;
  /** What changed, in Russian. */
  readonly what: string;
};

/** The compiled content of one assistant. */
export type FsmContent = {
  /** Id of the assistant. */
  readonly assistant: string;
  /** Version of the machine as a whole, `MAJOR.MINOR.PATCH`. */
  readonly fsm_version: string;
  /** Rules that hold in every state, Markdown, at most 3,072 bytes. */
  readonly base_rules: string;
  /** What the Guide may see and write, Markdown, at most 3,072 bytes. */
  readonly consent: string;
  /** Releases, newest first. */
  readonly changelog: readonly Change[];
  /** The groups of states, in the order in which people look at them. */
  readonly scenarios: readonly Scenario[];
  /** States that can be entered from anywhere. */
  readonly global_transitions: readonly string[];
  readonly intents: readonly IntentRow[];
  /** Output templates by id, Markdown. */
  readonly templates: Readonly<Record<string, string>>;
  /** JSON schemas of the results of scenarios, by id. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Style of speech by stage, one sentence each. */
  readonly styles: Readonly<Record<Stage, string>>;
  readonly states: readonly FsmState[];
  /** Former or colloquial names of states: alias to id. */
  readonly aliases: Readonly<Record<string, string>>;
};
