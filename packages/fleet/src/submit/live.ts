import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { UsageError } from '../usage-error.ts';
import { factsByTool, type SubmittedFacts } from './submitted.ts';

/**
 * Reads what a server says of itself and of its tools now. Throws {@link UsageError} when it does not answer, or wants a token
 * that it was not given.
 */
export async function liveFacts(url: string, token?: string): Promise<Pick<SubmittedFacts, 'texts' | 'tools'>> {
  const client = new Client({ name: 'aisystant-submit', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const requestInit = token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(url), requestInit));
    const { tools } = await client.listTools();
    const title = client.getServerVersion()?.title ?? '';
    return { texts: { instructions: client.getInstructions() ?? '', titles: title }, tools: factsByTool(tools) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${url} does not list its tools: ${why}. Where a sign-in is needed, name the folder of this server and add --token TOKEN.`,
    );
  } finally {
    await client.close();
  }
}
