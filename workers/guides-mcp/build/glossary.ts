import * as z from 'zod';

/** A glossary: a list of terms. Apart from `read-glossary.ts`, which needs Node. */
export const Glossary = z.array(
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
