/** One structured line: what happened, to whom, how it ended. Never an argument, a token, an address or a person's words. */
export interface LogRecord {
  /** What kind of line this is: `tool`, `sign_in`, `configuration`, `unexpected`… */
  readonly event: string;
  /** Name of the server that writes the line. */
  readonly server: string;
  readonly [field: string]: string | number | boolean | null | undefined;
}

/** Where log lines go. Handed in, so that a test can read what was written. */
export type Log = (record: LogRecord) => void;

/** Writes a record as one JSON line to the Worker's console, which is where Workers Logs read it. */
export const consoleLog: Log = (record) => {
  // biome-ignore lint/suspicious/noConsole: the one place of the fleet where a Worker writes a log line
  console.log(JSON.stringify(record));
};
