import { closestNames } from '@aisystant/mcp/closest-names';
import { err, ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { shorten } from '@aisystant/mcp/text';
import {
  type Consent,
  type DataRequirement,
  type FsmContent,
  type FsmState,
  INITIAL_STATE,
  type IntentRow,
  STAGE_CODES,
  STAGES,
  type Stage,
  type Step,
  schemaUri,
  type TransitionRule,
} from './content-model.ts';

/** Where the conversation is; an unknown `stage` is ignored. */
export type InstructionRequest = {
  /** State to enter, id or alias. Takes precedence over the other fields. */
  readonly state?: string | undefined;
  /** Intent whose first state is entered, or named in `intent_state` if `state` is another. */
  readonly intent?: string | undefined;
  /** Current state, id or alias. Entered again if neither `state` nor `intent` is given. */
  readonly from?: string | undefined;
  /** Stage of the learner, name or code of dt-mcp, which sets the style of speech. */
  readonly stage?: string | undefined;
};

/** A step of a scenario with everything needed to execute it. */
export type Instruction = {
  readonly assistant: string;
  readonly fsm_version: string;
  /** Id of the entered state, aliases resolved. */
  readonly state: string;
  readonly title: string;
  /** Id of the state's scenario. */
  readonly scenario: string;
  readonly goal: string;
  /** Text of the state, Markdown. */
  readonly instructions: string;
  /** Rules for every state, Markdown. */
  readonly base_rules: string;
  readonly steps: readonly Step[];
  readonly questions: readonly string[];
  readonly max_questions: number;
  readonly data_requirements: readonly DataRequirement[];
  /** Wire names. */
  readonly allowed_tools: readonly string[];
  /** Format of the answer; null for free text. */
  readonly output_template: { readonly id: string; readonly text: string } | null;
  /** URI of the schema of the state's result; null without a result. */
  readonly result_schema: string | null;
  readonly transitions: readonly string[];
  readonly transition_rules: readonly TransitionRule[];
  /** Whether the conversation may return to the previous state. */
  readonly returns: boolean;
  /** The state that was interrupted and to which this one leads back, if `from` names it; also one of the transitions. */
  readonly return_to: string | null;
  /** First state of the intent, if `state` entered another one; null otherwise. */
  readonly intent_state: string | null;
  readonly global_transitions: readonly string[];
  /** The intent table in `init`, empty elsewhere. Many clients do not read resources, so the first step includes it. */
  readonly intents: readonly IntentRow[];
  readonly degradation: string;
  readonly constraints: readonly string[];
  readonly consent: Consent;
  /** Why the scenario does not allow the transition from `from`, in Russian; null if it does. */
  readonly transition_warning: string | null;
  /** Style of speech for the learner's stage; null if the stage is unknown. */
  readonly style: string | null;
  readonly etag: string;
};

/** An instruction, or an unknown `state` or `intent`: an unknown name never falls back to `init`. */
export type InstructionResult = Result<Instruction, UnknownName>;

type UnknownName = Refusal<'NOT_FOUND'> & { readonly field: 'state' | 'intent' };

const MAX_SUGGESTIONS = 3;
const MAX_QUOTED_LENGTH = 60;

/**
 * Enters `state`, else the first state of `intent`, else `from`, else `init`. Of a `state` and an `intent` that differ, the
 * first is entered and the second is named. A transition that the scenario does not
 * declare is allowed, with a `transition_warning`.
 */
export function getInstruction(content: FsmContent, request: InstructionRequest): InstructionResult {
  const target = selectState(content, request);
  return target.ok ? ok(instructionOf(content, target.value, request)) : target;
}

/** Finds a state by id or alias. */
function findState(content: FsmContent, name: string): FsmState | undefined {
  const id = Object.hasOwn(content.aliases, name) ? content.aliases[name] : name;
  return content.states.find((state) => state.id === id);
}

function selectState(content: FsmContent, { state, intent, from }: InstructionRequest): Result<FsmState, UnknownName> {
  const row = content.intents.find(({ id }) => id === intent);
  if (state !== undefined && findState(content, state) === undefined) return unknownState(content, state);
  if (intent !== undefined && row === undefined) return unknownIntent(content, intent);
  const entered = state ?? row?.state;
  if (entered !== undefined) return ok(requireState(content, entered));
  return ok((from === undefined ? undefined : findState(content, from)) ?? requireState(content, INITIAL_STATE));
}

function requireState(content: FsmContent, id: string): FsmState {
  const state = findState(content, id);
  if (state === undefined) throw new Error(`The compiled content has no state ${id}`);
  return state;
}

function unknownState(content: FsmContent, name: string): Result<never, UnknownName> {
  const ids = content.states.map(({ id }) => id);
  const closest = closestNames(name, [...ids, ...Object.keys(content.aliases)], ids.length);
  const suggestions = closest.map((idOrAlias) => findState(content, idOrAlias)?.id ?? idOrAlias);
  return unknownName('state', `Состояния ${quoted(name)} нет`, ids, suggestions);
}

function unknownIntent(content: FsmContent, name: string): Result<never, UnknownName> {
  const ids = content.intents.map(({ id }) => id);
  return unknownName('intent', `Намерения ${quoted(name)} нет`, ids, closestNames(name, ids, ids.length));
}

function unknownName(
  field: 'state' | 'intent',
  problem: string,
  knownIds: readonly string[],
  suggestions: readonly string[],
): Result<never, UnknownName> {
  const { error } = refuse('NOT_FOUND', `${problem}. Есть: ${knownIds.join(', ')}.`, {
    suggestions: [...new Set(suggestions)].slice(0, MAX_SUGGESTIONS),
  });
  return err({ ...error, field });
}

function instructionOf(content: FsmContent, state: FsmState, request: InstructionRequest): Instruction {
  const { id, version: _textVersion, etag, output_template, result_schema, ...text } = state;
  const returnTo = interruptedState(content, state, request);
  return {
    assistant: content.assistant,
    fsm_version: content.fsm_version,
    state: id,
    ...text,
    ...(returnTo !== null && withTransition(state, returnTo)),
    return_to: returnTo,
    intent_state: otherIntentState(content, state, request),
    base_rules: content.base_rules,
    output_template: templateOf(content, output_template),
    result_schema: result_schema === null ? null : schemaUri(result_schema),
    global_transitions: content.global_transitions,
    intents: id === INITIAL_STATE ? content.intents : [],
    transition_warning: transitionWarning(content, state, request),
    style: styleOf(content, request.stage),
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
 * No warning for an intent, which goes through the global state `init`, and for a state that `returns`: only the
 * conversation knows where it came from.
 */
function transitionWarning(content: FsmContent, target: FsmState, request: InstructionRequest): string | null {
  if (request.from === undefined) return null;
  const from = findState(content, request.from);
  if (from === undefined) return `Состояние ${quoted(request.from)} в from неизвестно, переход не проверен.`;
  if (request.state === undefined) return null;
  const allowed = [...from.transitions, ...content.global_transitions];
  if (from.id === target.id || from.returns || allowed.includes(target.id)) return null;
  return `Переход ${from.id} → ${target.id} сценарием не предусмотрен. Из ${from.id} ведут: ${[...new Set(allowed)].join(', ')}.`;
}

/** The state that a state which `returns` was entered from. */
function interruptedState(content: FsmContent, target: FsmState, { state, from }: InstructionRequest): string | null {
  if (!target.returns || state === undefined || from === undefined) return null;
  const id = findState(content, from)?.id ?? target.id;
  return id === target.id ? null : id;
}

function withTransition({ transitions, transition_rules: rules }: FsmState, to: string) {
  if (transitions.includes(to)) return {};
  const rule = { to, when: 'можно продолжить там, где разговор прервался', intent_examples: [] };
  return { transitions: [to, ...transitions], transition_rules: [rule, ...rules] };
}

function otherIntentState({ intents }: FsmContent, target: FsmState, { intent }: InstructionRequest): string | null {
  const first = intents.find(({ id }) => id === intent)?.state ?? target.id;
  return first === target.id ? null : first;
}

function styleOf({ styles }: FsmContent, name: string | undefined): string | null {
  const stage: Stage | undefined = STAGES.find((known, rank) => name === known || name === STAGE_CODES[rank]);
  return stage === undefined ? null : styles[stage];
}

function quoted(name: string): string {
  return JSON.stringify(shorten(name, MAX_QUOTED_LENGTH + 1));
}
