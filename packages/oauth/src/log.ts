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
