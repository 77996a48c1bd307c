const NEWLINE = 0x0a;

/**
 * The lines of a stream of UTF-8, of any length, in one pass. Not `node:readline`: it also breaks lines at U+2028 and U+2029,
 * which JSON allows inside a text.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      yield textOf([...parts, chunk.subarray(from, end)]);
      parts = [];
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
  }
  yield textOf(parts);
}

const textOf = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('utf8').trim();
