import { type CallToolResult, type Client, ProtocolError, UnauthorizedError } from '@modelcontextprotocol/client';
import { Learner } from '../learner.ts';
import type { Listing, NegativeCase, PositiveCase } from './listing.ts';

/** Gives the client of a learner; one that connected without a sign-in gets another by `signedIn`. */
export type Connect = (login: string, signedIn?: boolean) => Promise<Client>;

/** How a case went. */
export interface Outcome {
  readonly prompt: string;
  readonly tool: string;
  readonly arguments: PositiveCase['arguments'];
  readonly client: Client;
  readonly result: CallToolResult;
  /** What differs from the case; null when it holds. */
  readonly mismatch: string | null;
}

/** Connects the learners of cases to a server, each once. */
export function connector(url: string): Connect & { readonly close: () => Promise<void> } {
  const clients = new Map<string, Promise<Client>>();
  const connect: Connect = (login, signedIn = false) => {
    const key = `${login} ${signedIn}`;
    const known = clients.get(key) ?? open(url, new Learner(login), signedIn);
    clients.set(key, known);
    return known;
  };
  return Object.assign(connect, {
    close: async () => void (await Promise.all([...clients.values()].map(async (client) => (await client).close()))),
  });
}

async function open(url: string, learner: Learner, signedIn: boolean): Promise<Client> {
  if (signedIn) await learner.signIn(url);
  return learner.connect(url);
}

/** Runs every case: a positive one must show its texts, a negative one must fail with its code; no tool may be unknown. */
export async function runCases({ positive, negative }: Pick<Listing, 'positive' | 'negative'>, connect: Connect) {
  const outcomes: Outcome[] = [];
  for (const each of [...positive, ...negative]) outcomes.push(await runCase(each, connect));
  return outcomes;
}

async function runCase(given: PositiveCase | NegativeCase, connect: Connect): Promise<Outcome> {
  const { tool, arguments: args, prompt, as } = given;
  const call = async (client: Client) => {
    const asked = { prompt: prompt.en, tool, arguments: args, client };
    try {
      const result = (await client.callTool({ name: tool, arguments: args })) as CallToolResult;
      const mismatch = 'refused' in given ? refusalMismatch(given, result) : answerMismatch(given, result);
      return { ...asked, result, mismatch };
    } catch (error) {
      // The server has no such tool, so nothing of it refuses.
      if (!(error instanceof ProtocolError)) throw error;
      return { ...asked, result: { content: [] }, mismatch: `it cannot be called: ${error.message}` };
    }
  };
  return call(await connect(as)).catch(async (error: unknown) => {
    // A server with open tools asks for a sign-in only when another one is called.
    if (!(error instanceof UnauthorizedError)) throw error;
    return call(await connect(as, true));
  });
}

function answerMismatch({ shows }: PositiveCase, result: CallToolResult): string | null {
  const answer = `${textOf(result)}\n${JSON.stringify(result.structuredContent ?? null)}`;
  if (result.isError) return `it is refused: ${textOf(result)}`;
  const missing = shows.filter((part) => !answer.includes(part));
  return missing.length === 0 ? null : `the answer does not show ${missing.map((part) => `“${part}”`).join(', ')}`;
}

function refusalMismatch({ refused }: NegativeCase, result: CallToolResult): string | null {
  const error = result._meta?.['aisystant/error'] as { readonly code?: string } | undefined;
  if (!result.isError) return `it is answered, and should be refused with ${refused}`;
  return error?.code === refused ? null : `it is refused with ${error?.code}, and should be with ${refused}`;
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}
