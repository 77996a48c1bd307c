// A Worker that fails deep inside, for the tests of stack frames.

/** An error with a name of its own, as all of this repository have. */
class NarrowError extends Error {
  override readonly name = 'NarrowError';
}

interface Request {
  readonly url: string;
}

const readNumber = (text: string): number => {
  const number = Number(text);
  if (Number.isNaN(number)) throw new NarrowError('not a number');
  return number;
};

class Ledger {
  readonly #entries: readonly string[];

  constructor(entries: readonly string[]) {
    this.#entries = entries;
  }

  total(): number {
    return this.#entries.map((entry) => readNumber(entry)).reduce((sum, each) => sum + each, 0);
  }
}

async function answer(url: string): Promise<string> {
  return String(new Ledger(url.split('/').slice(3)).total());
}

/** Adds the numbers of a path, or answers with the stack of the error. */
export default {
  async fetch({ url }: Request) {
    try {
      return new Response(await answer(url));
    } catch (error) {
      return new Response(error instanceof Error ? `${error.name} ${error.stack}` : 'no error', { status: 500 });
    }
  },
};
