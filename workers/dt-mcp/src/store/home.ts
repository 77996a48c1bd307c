import { ToolError } from '@aisystant/mcp';

// Where the records of a learner are. Two stores may be in use at once, while an operator moves learners between them.

/**
 * What a store says of a learner. Two rules hold at any moment: at most one store is `here`, and where one is `elsewhere`
 * the other has all records, even if it is still `arriving`.
 */
export type Home = 'here' | 'leaving' | 'arriving' | 'elsewhere';

/** A home, and the id of the move that made it so; null before any move. */
export interface HomeAt {
  readonly home: Home;
  readonly move: string | null;
}

/** A step of a move. */
export type MoveStep = 'leave' | 'arrive' | 'vacate' | 'settle';

/** A row as an export has it. */
export type MovedRow = Readonly<Record<string, unknown>>;

/** The records of one learner in one store, as a move sees them. Every method but `put` may be repeated. */
export interface MovableTwin {
  at(): Promise<HomeAt>;
  /** Rows of all tables. */
  rows(): Promise<number>;
  /** Changes the home, see {@link nextHome}; `arrive` and `vacate` delete all records. Throws {@link MoveConflict}. */
  change(step: MoveStep, move: string): Promise<void>;
  /** Rows of a table after the one with this key, in the order of their keys. */
  page(table: string, after: MovedRow | null, limit: number): Promise<readonly MovedRow[]>;
  /** Adds rows to what arrives with this move. Throws {@link MoveConflict}. */
  put(move: string, table: string, rows: readonly MovedRow[]): Promise<void>;
}

/** The learner is not where this step expects them: another move came between. */
export class MoveConflict extends Error {
  override readonly name = 'MoveConflict';
}

/** `isFenced`: only the move that is under way may do it, so that of two operators one stops. */
const STEPS: Readonly<Record<MoveStep, { from: readonly Home[]; to: Home; isFenced: boolean }>> = {
  leave: { from: ['here', 'leaving'], to: 'leaving', isFenced: false },
  arrive: { from: ['elsewhere', 'arriving'], to: 'arriving', isFenced: false },
  vacate: { from: ['leaving', 'arriving'], to: 'elsewhere', isFenced: true },
  settle: { from: ['leaving', 'arriving'], to: 'here', isFenced: true },
};

/** The home after a step, the same object when the step was made before; null when it is refused. */
export function nextHome(at: HomeAt, step: MoveStep, move: string): HomeAt | null {
  const { from, to, isFenced } = STEPS[step];
  if (at.home === to && at.move === move) return at;
  if (!from.includes(at.home) || (isFenced && at.move !== move)) return null;
  return { home: to, move };
}

/** Whether a step begins with an empty store or leaves one. */
export const emptiesStore = (step: MoveStep): boolean => step === 'arrive' || step === 'vacate';

/** Whether this store answers: while records leave, they can be read and not written. */
export function isServed({ home }: HomeAt, isWrite: boolean): boolean {
  return home === 'here' || (home === 'leaving' && !isWrite);
}

/** The refusal while records are on their way. */
export function moving(): ToolError {
  return new ToolError('UNAVAILABLE', 'Двойник переезжает в другое хранилище.', {
    hint: 'Это занимает секунды, ничего не теряется. Повторите вызов через минуту.',
  });
}
