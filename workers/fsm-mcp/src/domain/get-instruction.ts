import { closestNames } from '@aisystant/mcp/closest-names';
import {
  type Consent,
  type DataRequirement,
  type FsmContent,
  type FsmState,
  INITIAL_STATE,
  type IntentRow,
  STAGES,
  type Stage,
  type Step,
  schemaUri,
  type TransitionRule,
} from './content-model.ts';

/** What a client may say about where the conversation is; every field is optional, an unknown `stage` is ignored. */
export type InstructionRequest = {
  /** State to enter, id or alias. Goes before everything else. */
  readonly state?: string | undefined;
  /** What the learner came with; its first state is entered when `state` is absent. */
  readonly intent?: string | undefined;
  /** State where the conversation is now, id or alias. Issued again when neither `state` nor `intent` is given. */
  readonly from?: string | undefined;
  /** Stage of the learner, when it is known; sets the style of speech. */
  readonly stage?: string | undefined;
};

/** A step of the scenario with everything that is needed to carry it out. */
export type Instruction = {
  readonly assistant: string;
  readonly fsm_version: string;
  /** Id of the entered state; an alias is already resolved. */
  readonly state: string;
  readonly title: string;
  /** Id of the scenario the state belongs to. */
  readonly scenario: string;
  readonly goal: string;
  /** Whole text of the state, Markdown. */
  readonly instructions: string;
  /** Rules that hold in every state, Markdown. */
  readonly base_rules: string;
  readonly steps: readonly Step[];
  readonly questions: readonly string[];
  readonly max_questions: number;
  readonly data_requirements: readonly DataRequirement[];
  /** Wire names. */
  readonly allowed_tools: readonly string[];
  /** Form of the answer; null when it is free. */
  readonly output_template: { readonly id: string; readonly text: string } | null;
  /** Address of the schema of what the state makes; null when nothing is left behind. */
  readonly result_schema: string | null;
  readonly transitions: readonly string[];
  readonly transition_rules: readonly TransitionRule[];
  /** The conversation may also go back to where it came from. */
  readonly returns: boolean;
  readonly global_transitions: readonly string[];
  /** The intent table in `init`, empty elsewhere: many clients never read resources, so it travels with the first step. */
  readonly intents: readonly IntentRow[];
  readonly degradation: string;
  readonly constraints: readonly string[];
  readonly consent: Consent;
  /** Why the way from `from` is unusual, in Russian; null when it is drawn or was not asked about. */
  readonly transition_warning: string | null;
  /** Style of speech for the learner's stage; null when the stage is unknown. */
  readonly style: string | null;
  readonly etag: string;
};

/** Why there is no instruction. */
export type InstructionRefusal = {
  readonly code: 'NOT_FOUND';
  /** The argument that names something unknown. */
  readonly field: 'state' | 'intent';
  /** What is wrong and what exists, in Russian. */
  readonly message: string;
  /** Existing ids that may have been meant, nearest first, at most three. */
  readonly suggestions: readonly string[];
};

/** An instruction or a refusal; there is no third outcome and no silent `init`. */
export type InstructionResult =
  | { readonly ok: true; readonly instruction: Instruction }
  | { readonly ok: false; readonly refusal: InstructionRefusal };

const SUGGESTIONS_LIMIT = 3;
const QUOTED_LIMIT = 60;

/**
 * The step of the scenario that a client asks for: `state`, else the first state of `intent`, else `from`, else `init`.
 * A way that the scenario does not draw is answered all the same, with a `transition_warning`.
 * @returns a refusal only when `state` or `intent` names something that does not exist
 */
export function getInstruction(content: FsmContent, request: InstructionRequest): InstructionResult {
  const target = select(content, request);
  if ('code' in target) return { ok: false, refusal: target };
  return { ok: true, instruction: instructionOf(content, target, request) };
}

/**
 * The state under an id or an alias.
 * @returns undefined when there is none; names such as `__proto__` are no states
 */
function findState(content: FsmContent, name: string): FsmState | undefined {
  const id = Object.hasOwn(content.aliases, name) ? content.aliases[name] : name;
  return content.states.find((state) => state.id === id);
}

function select(content: FsmContent, { state, intent, from }: InstructionRequest): FsmState | InstructionRefusal {
  if (state !== undefined) return findState(content, state) ?? unknownState(content, state);
  if (intent !== undefined) {
    const row = content.intents.find(({ id }) => id === intent);
    return row === undefined ? unknownIntent(content, intent) : existing(content, row.state);
  }
  return (from === undefined ? undefined : findState(content, from)) ?? existing(content, INITIAL_STATE);
}

function existing(content: FsmContent, id: string): FsmState {
  const state = findState(content, id);
  if (state === undefined) throw new Error(`The compiled content has no state ${id}`);
  return state;
}

function unknownState(content: FsmContent, written: string): InstructionRefusal {
  const ids = content.states.map(({ id }) => id);
  const near = closestNames(written, [...ids, ...Object.keys(content.aliases)], ids.length);
  const suggestions = near.map((name) => findState(content, name)?.id ?? name);
  return refusal('state', `Состояния ${quoted(written)} нет`, ids, suggestions);
}

function unknownIntent(content: FsmContent, written: string): InstructionRefusal {
  const ids = content.intents.map(({ id }) => id);
  return refusal('intent', `Намерения ${quoted(written)} нет`, ids, closestNames(written, ids, ids.length));
}

function refusal(
  field: InstructionRefusal['field'],
  what: string,
  existingIds: readonly string[],
  suggestions: readonly string[],
): InstructionRefusal {
  return {
    code: 'NOT_FOUND',
    field,
    message: `${what}. Есть: ${existingIds.join(', ')}.`,
    suggestions: [...new Set(suggestions)].slice(0, SUGGESTIONS_LIMIT),
  };
}

function instructionOf(content: FsmContent, state: FsmState, request: InstructionRequest): Instruction {
  const { id, version: _textVersion, etag, output_template, result_schema, ...text } = state;
  return {
    assistant: content.assistant,
    fsm_version: content.fsm_version,
    state: id,
    ...text,
    base_rules: content.base_rules,
    output_template: templateOf(content, output_template),
    result_schema: result_schema === null ? null : schemaUri(result_schema),
    global_transitions: content.global_transitions,
    intents: id === INITIAL_STATE ? content.intents : [],
    transition_warning: transitionWarning(content, state, request),
    style: isStage(request.stage) ? content.styles[request.stage] : null,
    etag,
  };
}

function templateOf(content: FsmContent, id: string | null): Instruction['output_template'] {
  if (id === null) return null;
  const text = Object.hasOwn(content.templates, id) ? content.templates[id] : undefined;
  if (text === undefined) throw new Error(`The compiled content has no template ${id}`);
  return { id, text };
}

/**
 * A jump by intent needs no drawn way: it goes through `init`, which is open from everywhere. Nor does the way back from
 * a state that interrupts others: only the conversation knows where it came from.
 */
function transitionWarning(content: FsmContent, target: FsmState, request: InstructionRequest): string | null {
  if (request.from === undefined) return null;
  const from = findState(content, request.from);
  if (from === undefined) return `Состояние ${quoted(request.from)} в from неизвестно, переход не проверен.`;
  if (request.state === undefined) return null;
  const open = [...from.transitions, ...content.global_transitions];
  if (from.id === target.id || from.returns || open.includes(target.id)) return null;
  return `Переход ${from.id} → ${target.id} сценарием не предусмотрен. Из ${from.id} ведут: ${[...new Set(open)].join(', ')}.`;
}

function isStage(stage: string | undefined): stage is Stage {
  return STAGES.some((known) => known === stage);
}

function quoted(name: string): string {
  return JSON.stringify(name.length > QUOTED_LIMIT ? `${name.slice(0, QUOTED_LIMIT)}…` : name);
}
