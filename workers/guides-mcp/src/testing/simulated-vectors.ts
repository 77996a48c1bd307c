import { formsOf, stemOf, tellingWords } from '@aisystant/search';
import { type AiBinding, DIMENSIONS, type VectorizeBinding } from '../store/cloudflare-vectors.ts';

/** What goes wrong: a call that rejects or never ends, or what it answers instead. */
export type Fault = { readonly rejects: string } | 'never ends' | { readonly answers: unknown };

const embedder = new TextEncoder();
const bytesOf = (text: string) => embedder.encode(text).length;

/** Words that mean the same to the simulated model, though no word of one is in the other. */
export interface Meanings {
  readonly [word: string]: string;
}

/**
 * A text as the counts of its stems, each at a place by its hash: enough to tell what is alike, and always the same. A word of
 * `meanings` counts as the word that it means.
 */
export function toyVector(text: string, meanings: Meanings = {}): number[] {
  const same = new Map(Object.entries(meanings).map(([word, meant]) => [stemOf(word), stemOf(meant)]));
  const vector = Array.from({ length: DIMENSIONS }, (): number => 0);
  for (const form of tellingWords(formsOf(text))) {
    const stem = stemOf(form);
    let hash = 0x811c9dc5;
    for (const letter of same.get(stem) ?? stem) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    const place = hash % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  if (!vector.some((value) => value > 0)) vector[0] = 1;
  return vector;
}

/** Workers AI: refuses unknown models, empty texts and more than a hundred of them, as its schema says. */
export class SimulatedAi implements AiBinding {
  /** What goes wrong with every call; null when nothing does. */
  fault: Fault | null = null;
  /** Every text that was embedded. */
  readonly texts: string[] = [];
  readonly #meanings: Meanings;

  constructor(meanings: Meanings = {}) {
    this.#meanings = meanings;
  }

  async run(model: string, { text }: { readonly text: readonly string[] }): Promise<unknown> {
    await faulty(this.fault);
    if (this.fault && typeof this.fault === 'object' && 'answers' in this.fault) return this.fault.answers;
    if (model !== '@cf/baai/bge-m3') throw new Error(`5007: No such model ${model} or task`);
    if (text.length === 0 || text.length > 100 || text.includes(''))
      throw new Error("5006: Error: oneOf at '/' not met");
    this.texts.push(...text);
    return {
      shape: [text.length, DIMENSIONS],
      data: text.map((each) => toyVector(each, this.#meanings)),
      pooling: 'cls',
    };
  }
}

/** Vectorize: what is written is found only after {@link SimulatedVectorize.settle}, and its limits are those of the service. */
export class SimulatedVectorize implements VectorizeBinding {
  fault: Fault | null = null;
  readonly #vectors = new Map<string, readonly number[]>();
  readonly #pending: (() => void)[] = [];

  /** Everything written so far becomes visible, in its order. */
  settle(): void {
    for (const mutation of this.#pending.splice(0)) mutation();
  }

  /** Ids of the vectors that are or will be there. */
  get ids(): ReadonlySet<string> {
    this.settle();
    return new Set(this.#vectors.keys());
  }

  async query(
    vector: number[],
    options: { readonly topK?: number; readonly returnMetadata?: string },
  ): Promise<unknown> {
    await faulty(this.fault);
    if (this.fault && typeof this.fault === 'object' && 'answers' in this.fault) return this.fault.answers;
    const { topK = 5, returnMetadata = 'none' } = options;
    checkDimensions(vector);
    const most = returnMetadata === 'all' ? 20 : 100;
    if (topK > most) throw new Error(`VECTOR_QUERY_ERROR (code = 40025): max top K is ${most}`);
    const matches = [...this.#vectors]
      .map(([id, values]) => ({ id, score: cosine(vector, values) }))
      .sort((one, other) => other.score - one.score)
      .slice(0, topK);
    return { count: matches.length, matches };
  }

  async upsert(vectors: { id: string; values: number[] }[]): Promise<unknown> {
    await faulty(this.fault);
    if (vectors.length > 1_000) throw new Error('VECTOR_UPSERT_ERROR (code = 40008): too many vectors');
    for (const { id, values } of vectors) {
      checkDimensions(values);
      if (bytesOf(id) > 64) throw new Error('VECTOR_UPSERT_ERROR (code = 40008): id too long; max is 64 bytes');
    }
    this.#pending.push(() => {
      for (const { id, values } of vectors) this.#vectors.set(id, values);
    });
    return { mutationId: crypto.randomUUID() };
  }

  async deleteByIds(ids: string[]): Promise<unknown> {
    await faulty(this.fault);
    if (ids.length === 0 || ids.length > 1_000)
      throw new Error('VECTOR_DELETE_ERROR (code = 40010): bad number of ids');
    this.#pending.push(() => {
      for (const id of ids) this.#vectors.delete(id);
    });
    return { mutationId: crypto.randomUUID() };
  }

  async describe(): Promise<unknown> {
    await faulty(this.fault);
    return {
      vectorCount: this.#vectors.size,
      dimensions: DIMENSIONS,
      processedUpToDatetime: null,
      processedUpToMutation: null,
    };
  }
}

async function faulty(fault: Fault | null): Promise<void> {
  if (fault === 'never ends') await new Promise(() => {});
  if (fault && typeof fault === 'object' && 'rejects' in fault) throw new Error(fault.rejects);
}

function checkDimensions({ length }: readonly number[]): void {
  if (length !== DIMENSIONS)
    throw new Error(`VECTOR_QUERY_ERROR (code = 40006): expected ${DIMENSIONS} dimensions, got ${length}`);
}

function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = (left: readonly number[], right: readonly number[]) =>
    left.reduce((sum, value, n) => sum + value * (right[n] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}
