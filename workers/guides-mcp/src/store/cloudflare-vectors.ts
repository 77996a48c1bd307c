import { type NearVector, type Vector, VectorFailure, type Vectors } from './vectors.ts';

/** The part of the binding of Workers AI that is used. */
export interface AiBinding {
  run(model: string, input: { readonly text: readonly string[]; readonly truncate_inputs: boolean }): Promise<unknown>;
}

/** The part of the binding of Vectorize that is used. */
export interface VectorizeBinding {
  query(vector: number[], options: { readonly topK: number; readonly returnMetadata: 'none' }): Promise<unknown>;
  upsert(vectors: { id: string; values: number[] }[]): Promise<unknown>;
  deleteByIds(ids: string[]): Promise<unknown>;
  describe(): Promise<unknown>;
}

/** For texts of any language, Russian included, without a prefix that tells a question from a text. */
const MODEL = '@cf/baai/bge-m3';
/** Length of its vectors; the index is made for it, see `VECTOR_INDEX` of the fleet. */
export const DIMENSIONS = 1024;
/** Two texts on different subjects have about 0.3 to 0.45 with this model. */
const RELATED = 0.5;
/** Most that Vectorize gives without values and metadata; with them it would be 20. */
const TOP_K = 100;
/** What Workers AI says when the free allowance of the day is used up. */
const QUOTA = /\b3036\b|daily free allocation/;

/** Vectors by Workers AI in an index of Vectorize, whose answers are checked: both can change between two deployments. */
export function cloudflareVectors(ai: AiBinding, index: VectorizeBinding): Vectors {
  return {
    model: MODEL,
    related: RELATED,
    async embed(texts) {
      const answer = await answerOf(ai.run(MODEL, { text: texts, truncate_inputs: true }));
      const vectors = membersOf(answer)['data'];
      if (!Array.isArray(vectors) || vectors.length !== texts.length || !vectors.every(isVector)) {
        throw new VectorFailure('unusable', 'Workers AI gave no vector for each text');
      }
      return vectors;
    },
    async nearest(vector) {
      const answer = await answerOf(index.query([...vector], { topK: TOP_K, returnMetadata: 'none' }));
      const matches = membersOf(answer)['matches'];
      if (!Array.isArray(matches) || !matches.every(isMatch)) {
        throw new VectorFailure('unusable', 'Vectorize gave no list of matches');
      }
      return matches
        .map(({ id, score }): NearVector => ({ id, similarity: score }))
        .sort((one, other) => other.similarity - one.similarity);
    },
    async put(vectors) {
      await answerOf(index.upsert(vectors.map(({ id, vector }) => ({ id, values: [...vector] }))));
    },
    async remove(ids) {
      await answerOf(index.deleteByIds([...ids]));
    },
    async count() {
      const { dimensions, vectorCount } = membersOf(await answerOf(index.describe()));
      if (dimensions !== DIMENSIONS) {
        throw new VectorFailure(
          'unusable',
          `the index is for vectors of ${String(dimensions)} numbers, not ${DIMENSIONS}`,
        );
      }
      return Number(vectorCount);
    },
  };
}

/** The message of a service may repeat what was sent, so only its kind is passed on. */
async function answerOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    const isQuota = QUOTA.test(String(error));
    throw new VectorFailure(
      isQuota ? 'quota' : 'failed',
      isQuota ? 'the allowance of the day is used up' : 'no answer',
    );
  }
}

function membersOf(answer: unknown): { readonly [member: string]: unknown } {
  return typeof answer === 'object' && answer !== null ? { ...answer } : {};
}

/** A vector of zeros has no direction, so nothing is near it. */
function isVector(value: unknown): value is Vector {
  return (
    Array.isArray(value) &&
    value.length === DIMENSIONS &&
    value.every(Number.isFinite) &&
    value.some((each) => each !== 0)
  );
}

function isMatch(value: unknown): value is { readonly id: string; readonly score: number } {
  const { id, score } = membersOf(value);
  return typeof id === 'string' && Number.isFinite(score);
}
