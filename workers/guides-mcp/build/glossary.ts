import * as z from 'zod';
import type { Term } from '../src/domain/corpus/model.ts';

const Glossary = z.array(
  z.strictObject({
    term: z.string().trim().min(1),
    synonyms: z.array(z.string().trim().min(1)).default([]),
    definition: z.string().trim().min(1).nullable().default(null),
    status: z.enum(['active', 'deprecated']).default('active'),
    misconception: z.string().trim().min(1).nullable().default(null),
    /** Names of the pages that explain it. */
    pages: z.array(z.string()).default([]),
  }),
);

/** Reads a glossary: a JSON list of terms. Throws with the path of what is wrong. */
export function parseGlossary(json: string): readonly Term[] {
  const parsed = Glossary.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new Error(`glossary: ${z.prettifyError(parsed.error)}`);
}
