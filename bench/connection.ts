import { connect } from 'node:net';
import type { Request } from './load.ts';

/** What comes back of a request. */
export interface Answer {
  /** The status of HTTP. */
  readonly status: number;
  /** The first 16 KiB with the headers, by bytes: a refusal is shorter, and a longer answer says there whether it is a result. */
  readonly beginning: string;
}

/** An open connection, for requests one after the other. */
export interface Connection {
  /** Sends what {@link messageOf} gave. Throws when the connection ends before the answer. */
  send(message: Buffer): Promise<Answer>;
  close(): void;
}

const READ_BYTES = 65_536;
const BEGINNING = 16_384;
/** The end of a body in chunks: neither JSON nor a stream of events has a carriage return inside. */
const LAST_CHUNK = '\r\n0\r\n\r\n';

/** A request as bytes of HTTP. */
export function messageOf({ url, headers, body }: Request): Buffer {
  const { pathname, search, host } = new URL(url);
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/**
 * Connects to the server of an address. Reads into one buffer and keeps the beginning alone: a client that keeps all of a long answer
 * takes much of the cores that the measured system shares with it.
 */
export function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  let reading = nothingYet();
  let waiting: PromiseWithResolvers<Answer> | null = null;
  const read = (count: number, buffer: Uint8Array) => {
    reading = readOn(reading, Buffer.from(buffer.buffer, buffer.byteOffset, count));
    if (!isWhole(reading)) return true;
    const { beginning } = reading;
    reading = nothingYet();
    waiting?.resolve({ status: Number(beginning.slice(9, 12)), beginning });
    return true;
  };
  const onread = { buffer: new Uint8Array(READ_BYTES), callback: read };
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
  socket.on('close', () => waiting?.reject(new Error(`${url} closed the connection before its answer`)));
  const connection: Connection = {
    send(message) {
      waiting = Promise.withResolvers();
      socket.write(message);
      return waiting.promise;
    },
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(connection));
    socket.once('error', reject);
  });
}

/** An answer that is being read. */
interface Reading {
  readonly beginning: string;
  readonly end: string;
  readonly bytes: number;
  /** Bytes of all; null of a body in chunks, undefined before the end of the headers. */
  readonly whole: number | null | undefined;
}

const nothingYet = (): Reading => ({ beginning: '', end: '', bytes: 0, whole: undefined });

function readOn({ beginning, end, bytes, whole }: Reading, part: Buffer): Reading {
  const first = beginning + part.toString('latin1', 0, Math.max(0, BEGINNING - beginning.length));
  const last = part.toString('latin1', Math.max(0, part.length - LAST_CHUNK.length));
  return {
    beginning: first,
    end: (end + last).slice(-LAST_CHUNK.length),
    bytes: bytes + part.length,
    whole: whole === undefined ? wholeOf(first) : whole,
  };
}

function wholeOf(beginning: string): number | null | undefined {
  const head = beginning.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(beginning.slice(0, head)) ?? [];
  return length === undefined ? null : head + 4 + Number(length);
}

function isWhole({ end, bytes, whole }: Reading): boolean {
  if (whole === undefined) return false;
  return whole === null ? end === LAST_CHUNK : bytes >= whole;
}
