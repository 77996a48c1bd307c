import { readdirSync, readFileSync } from 'node:fs';

/** A process as Linux counts it. */
export interface Process {
  readonly name: string;
  /** User and system time, ms; Linux counts it in steps of 10 ms. */
  readonly cpuMs: number;
  /** Resident memory. */
  readonly bytes: number;
}

/** What one line of `/proc/PID/stat` says. */
export interface Stat extends Process {
  readonly pid: number;
  readonly parent: number;
}

/** The kernel's USER_HZ, the same on every platform that Node supports. */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** Reads `/proc/PID/stat`. The name is in brackets and may itself have brackets and spaces, so fields are counted from the last. */
export function parseStat(line: string): Stat {
  const [open, close] = [line.indexOf('('), line.lastIndexOf(')')];
  const fields = line.slice(close + 2).split(' ');
  // Fields of proc(5), of which the first here is the third: 4 ppid, 14 utime, 15 stime, 24 rss.
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number(line.slice(0, open)),
    name: line.slice(open + 1, close),
    parent: field(4),
    cpuMs: (field(14) + field(15)) * TICK_MS,
    bytes: field(24) * PAGE_BYTES,
  };
}

/** A process and all that it started, directly or not. Throws on a system without `/proc`. */
export function processesBelow(pid: number): readonly Process[] {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap(statOf);
  const below = all.filter((process) => process.pid === pid);
  // The list grows while it is read: children follow their parents.
  for (const { pid: parent } of below) below.push(...all.filter((process) => process.parent === parent));
  return below;
}

function statOf(pid: string): readonly Stat[] {
  try {
    return [parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
  } catch {
    // It ended in the meantime.
    return [];
  }
}
