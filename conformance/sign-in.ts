import { ScriptedBrowser } from '@aisystant/fleet';
import * as z from 'zod';
import { runSuite } from './suite.ts';
import type { Scenario } from './verdict.ts';

const Metadata = z.object({ registration_endpoint: z.url() });
const Registered = z.object({ client_id: z.string() });

/** Runs the scenarios for authorization servers. The suite prints an address to open; a scripted browser signs in there. */
export async function runSignInScenarios(origin: string, callbackPort: number): Promise<Scenario[]> {
  const callback = `http://127.0.0.1:${callbackPort}/callback`;
  const client = ['--client-id', await register(origin, callback), '--resource', `${origin}/mcp`];
  return runSuite(['authorization', '--url', origin, ...client, '-p', `${callbackPort}`], async (line) => {
    if (line.startsWith(origin) && line.includes('response_type=code')) await signIn(new URL(line), callback);
  });
}

async function signIn(start: URL, callback: string): Promise<void> {
  const { landed } = await new ScriptedBrowser().signIn(start, callback, { login: 'anna' });
  await fetch(landed);
}

/** Registers the suite as a client, as clients without a metadata document do (RFC 7591). */
async function register(origin: string, callback: string): Promise<string> {
  const metadata = await fetch(`${origin}/.well-known/oauth-authorization-server`);
  const { registration_endpoint } = Metadata.parse(await metadata.json());
  const registration = { client_name: 'suite', redirect_uris: [callback], token_endpoint_auth_method: 'none' };
  const response = await fetch(registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  return Registered.parse(await response.json()).client_id;
}
