/** How large a run is. */
export interface Settings {
  readonly rounds: number;
  /** Of one sample that repeats its requests. */
  readonly seconds: number;
  /** Of the load. */
  readonly connections: number;
  /** Learners of the cases that need many calls of different twins. */
  readonly twins: number;
  /** Learners of the largest measurement. */
  readonly learners: number;
  /** Calls of those learners while memory is watched. */
  readonly calls: number;
  /** Events of the twins whose growth is measured. */
  readonly sizes: readonly number[];
  /** Pages of the corpora that are searched. */
  readonly pages: readonly number[];
  /** Recordings of the spaces whose index is read. */
  readonly meetings: readonly number[];
  /** Personal tokens of the stores in which one is looked up; the first is what bcrypt is measured with. */
  readonly tokens: readonly number[];
  /** Requirements of the workspaces that are searched and written to. */
  readonly requirements: readonly number[];
}

/** A part of the report. */
export interface Part {
  readonly title: string;
  /** Tables and sentences, as markdown. */
  readonly text: string;
  /** The figures behind it, for the file. */
  readonly data: unknown;
}
