import { formatProblem, parseYaml, readSource } from '@aisystant/mcp/content';
import * as z from 'zod';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';

const Texts = z.strictObject({ ru: z.string().trim(), en: z.string().trim() });

const caseFields = {
  /** What a person writes. */
  prompt: Texts,
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  /** Login of the local learner who asks. */
  as: z.string().default('demo_good'),
  /** What the reviewer sees, English. */
  expected: z.string().trim(),
};

const Listing = z.strictObject({
  name: Texts,
  tagline: Texts,
  summary: Texts,
  description: Texts,
  /** What a person needs before they connect. */
  needs: Texts,
  category: z.strictObject({ chatgpt: z.string(), claude: z.array(z.string()) }),
  /** Products of others that it works with and so may name. */
  works_with: z.array(z.string()).default([]),
  /** Address of a recorded walk through the cases in the real app; a person makes it before the first submission. */
  recording: z.string().optional(),
  positive: z.array(z.strictObject({ ...caseFields, shows: z.array(z.string()).min(1) })),
  negative: z.array(z.strictObject({ ...caseFields, refused: z.string() })),
});

const Publisher = z.strictObject({
  developer: z.string().trim(),
  /** Where people get help; a person fills it in before the first submission. */
  support: z.string().nullable(),
});

/** The texts and cases by which a directory lists a server. The first three positive prompts are the starter prompts. */
export type Listing = z.output<typeof Listing>;
/** A prompt whose call is answered, and what the answer shows. */
export type PositiveCase = Listing['positive'][number];
/** A prompt whose call is refused, and how. */
export type NegativeCase = Listing['negative'][number];
/** Who publishes all servers. */
export type Publisher = z.output<typeof Publisher>;

/** How many of the positive cases are starter prompts, each with a picture where the server has widgets. */
const STARTERS = 3;

/** The cases whose prompts a directory offers to begin with. */
export const startersOf = ({ positive }: Pick<Listing, 'positive'>) => positive.slice(0, STARTERS);

/** Where the listing of a server is. */
export const listingPath = (server: string) => `workers/${server}/listing.yaml`;

/** Reads the listing of a server. Throws {@link UsageError} with every wrong field. */
export const readListing = (server: string, root = ROOT): Promise<Listing> => read(listingPath(server), Listing, root);

/** Reads who publishes the servers. Throws {@link UsageError} with every wrong field. */
export const readPublisher = (root = ROOT): Promise<Publisher> =>
  read('workers/portal/publisher.yaml', Publisher, root);

async function read<Schema extends z.ZodType>(file: string, schema: Schema, root: string): Promise<z.output<Schema>> {
  const { value, problems } = parseYaml(await readSource(root, file), schema);
  if (value === null) throw new UsageError(problems.map(formatProblem).join('\n'));
  return value;
}
