import { appendFile } from 'node:fs/promises';

/** Appends lines to a file. */
export interface LogFile {
  write(line: string): void;
  /** Waits until the lines so far are written or dropped. */
  flush(): Promise<void>;
}

/**
 * Opens a log that never ends the process: lines that cannot be written, as on a full disk, are dropped, and `warn` is
 * called once. The file is opened at each write, so that logging goes on when there is room again.
 */
export function openLogFile(file: string, warn: (message: string) => void): LogFile {
  let waiting = '';
  let failed = false;
  let writing: Promise<void> | null = null;
  const writeAll = async () => {
    while (waiting !== '') {
      // A failed write may have left half a line.
      const text = failed ? `\n${waiting}` : waiting;
      waiting = '';
      try {
        await appendFile(file, text);
        failed = false;
      } catch (error) {
        if (!failed) warn(`The log cannot be written; the fleet runs on without it. ${error}`);
        failed = true;
      }
    }
    writing = null;
  };
  return {
    write(line) {
      waiting += `${line}\n`;
      writing ??= writeAll();
    },
    flush: async () => {
      await writing;
    },
  };
}
