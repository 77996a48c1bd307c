/**
 * How something that a server depends on is: `unreachable`, it gives no usable answer; `key_refused`, it does not know our key;
 * `scope_missing`, the key may not do what the server needs; `stale`, a copy of its data was not brought up to date in time.
 */
export type DependencyStatus = 'ok' | 'unreachable' | 'key_refused' | 'scope_missing' | 'stale';

/** What is told of a dependency. */
export interface DependencyState {
  readonly status: DependencyStatus;
  /** What an operator wants to know besides: a scope, an age. Never a secret, nor anything of a person. */
  readonly detail: string;
}

/** A third party, or a copy of its data, without which a server cannot answer. */
export interface Dependency {
  /** In the doctor's report: `KTalk`. */
  readonly name: string;
  /** Finds out how it is, by as few requests as tell it. A check that throws counts as `unreachable`. */
  check(): Promise<DependencyState>;
}
