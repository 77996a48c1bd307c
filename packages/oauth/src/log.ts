/** A structured log line. It never contains a token, a tool's arguments, a network address or a person's text. */
export interface LogRecord {
  /** Kind of the line: `tool`, `sign_in`, `configuration`, `unexpected`… */
  readonly event: string;
  /** Name of the server that writes it. */
  readonly server: string;
  readonly [field: string]: string | number | boolean | null | undefined;
}

/** Writes a log line. Injected, so that tests can read the lines. */
export type Log = (record: LogRecord) => void;

/** Writes one line of JSON to the console, from which Workers Logs reads it. */
export const consoleLog: Log = (record) => {
  // biome-ignore lint/suspicious/noConsole: the only place where a Worker writes a log line
  console.log(JSON.stringify(record));
};

/** Lines of one key that are written in full within a minute. */
const IN_FULL = 10;
/** Most keys of a minute; further ones are counted together. */
const MAX_KEYS = 1_000;

/** Writes a line, or only counts it. Lines with an equal key count as repetitions of one another. */
export type SampledLog = (log: Log, key: string, record: LogRecord) => void;

/**
 * Samples lines that no rate limit bounds, so that a flood of requests is no flood of lines: of one key the first ten
 * within a minute are written, then the 16th, 32nd, 64th… with their number as `repeats`.
 */
export function createSampledLog(now: () => number = Date.now): SampledLog {
  const counts = new Map<string, number>();
  let minute = 0;
  return (log, key, record) => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) counts.clear();
    minute = current;
    const counted = counts.has(key) || counts.size < MAX_KEYS ? key : '';
    const repeats = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, repeats);
    if (repeats <= IN_FULL) log(record);
    else if (Number.isInteger(Math.log2(repeats))) log({ ...record, repeats });
  };
}
