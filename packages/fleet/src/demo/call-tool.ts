import type { Client } from '@modelcontextprotocol/client';

/** Calls a tool and gives its data. Throws when the server refuses, with the tool and what it said. */
export async function callTool<T>(
  client: Client,
  name: string,
  args: { readonly [field: string]: unknown },
): Promise<T> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: args });
  if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`);
  return structuredContent as T;
}
