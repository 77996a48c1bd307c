import {
  BITRIX24_PORT,
  COMPANY,
  COMPANY_PORT,
  IDENTITY_PORT,
  KTALK_PORT,
  LOCAL_BITRIX24_APPLICATION,
  LOCAL_BITRIX24_TOKEN,
  LOCAL_KTALK_KEY,
} from './manifest.ts';
import { app, mcpServers, portal, type WorkerEntry } from './servers.ts';

/** The secrets of one server. */
export interface ServerSecrets {
  /** Key of the user ids. */
  readonly subjectKey: string;
  /** The server's secret at the identity provider. */
  readonly clientSecret: string;
}

/** Origin of a server of the local fleet. One spelling everywhere: `localhost` and `127.0.0.1` are different resources. */
export function localUrl(port: number, portOffset = 0): string {
  return `http://localhost:${port + portOffset}`;
}

/** Address of a server's MCP endpoint in the local fleet. Throws for a name that no server has. */
export function localEndpoint(name: string, portOffset = 0): string {
  const server = [...mcpServers, app].find((entry) => entry.name === name);
  if (!server) throw new Error(`the fleet has no ${name}`);
  return `${localUrl(server.port, portOffset)}/mcp`;
}

/** The variables of a server in the local fleet; they replace those in `wrangler.toml`. */
export function localVariables(
  server: Pick<WorkerEntry, 'name' | 'port'>,
  secrets: ServerSecrets,
  portOffset = 0,
): { readonly [variable: string]: string } {
  return {
    CONFIGURATION: 'local',
    BASE_URL: localUrl(server.port, portOffset),
    PORTAL_URL: localUrl(portal.port, portOffset),
    IDENTITY_ISSUER: localUrl(IDENTITY_PORT, portOffset),
    IDENTITY_CLIENT_ID: server.name,
    IDENTITY_CLIENT_SECRET: secrets.clientSecret,
    SUBJECT_KEY: secrets.subjectKey,
    // A laptop may be offline, and a client's metadata document lives on the internet.
    CIMD: 'off',
    ...OWN_VARIABLES[server.name]?.(secrets, portOffset),
  };
}

type OwnVariables = (secrets: ServerSecrets, portOffset: number) => { readonly [variable: string]: string };

/** What a server has besides: the simulators in the place of the third parties. */
const OWN_VARIABLES: { readonly [server: string]: OwnVariables } = {
  'dt-mcp': () => ({ TWIN_STORE: 'durable-object' }),
  'ktalk-mcp': ({ subjectKey }, portOffset) => ({
    KTALK_URL: localUrl(KTALK_PORT, portOffset),
    KTALK_KEY: LOCAL_KTALK_KEY,
    ALLOWED_EMAIL_DOMAINS: 'example.test',
    CORPORATE_TOKENS: 'oidc',
    CORPORATE_ISSUER: localUrl(COMPANY_PORT, portOffset),
    CORPORATE_AUDIENCE: COMPANY.audience,
    CORPORATE_CLIENTS: COMPANY.client,
    // The simulated space has no limit, and many people of the tests ask at once.
    KTALK_PACE: '500/1000',
    KTALK_WEBHOOK_SECRET: `webhook ${subjectKey}`,
    PERSONAL_KEY_SECRET: `personal keys ${subjectKey}`,
  }),
  'bitrix24-mcp': ({ subjectKey }, portOffset) => ({
    // `BITRIX_ACCESS=oauth npm start`: each person links an account of the local portal.
    BITRIX_ACCESS: process.env['BITRIX_ACCESS'] ?? 'webhook',
    BITRIX_BASE_URL: `${localUrl(BITRIX24_PORT, portOffset)}/rest`,
    BITRIX_TOKEN: `${LOCAL_BITRIX24_TOKEN.userId}/${LOCAL_BITRIX24_TOKEN.secret}`,
    BITRIX_INSTANCE_NAME: 'Северный лес',
    BITRIX_FULL_ACCESS: '',
    BITRIX_PACE: '2/40',
    BITRIX_LOCALE: process.env['BITRIX_LOCALE'] ?? 'ru',
    BITRIX_OAUTH_URL: localUrl(BITRIX24_PORT, portOffset),
    BITRIX_CLIENT_ID: LOCAL_BITRIX24_APPLICATION.clientId,
    BITRIX_CLIENT_SECRET: LOCAL_BITRIX24_APPLICATION.clientSecret,
    PERSONAL_KEY_SECRET: `personal keys ${subjectKey}`,
  }),
};

/** What the app has besides {@link localVariables}: the variables and the subject keys of the servers that it mounts. */
export function mountedVariables(
  subjectKeyOf: (server: string) => string,
  portOffset = 0,
): { readonly [variable: string]: string } {
  const ktalk =
    OWN_VARIABLES['ktalk-mcp']?.({ subjectKey: subjectKeyOf('ktalk-mcp'), clientSecret: '' }, portOffset) ?? {};
  const shared = ['KTALK_URL', 'KTALK_KEY', 'ALLOWED_EMAIL_DOMAINS', 'KTALK_PACE', 'PERSONAL_KEY_SECRET'];
  return {
    TWIN_STORE: 'durable-object',
    GUIDES_URL: new URL(localEndpoint('guides-mcp', portOffset)).origin,
    ...Object.fromEntries(shared.map((name) => [name, ktalk[name] ?? ''])),
    DT_SUBJECT_KEY: subjectKeyOf('dt-mcp'),
    EXERCISES_SUBJECT_KEY: subjectKeyOf('exercises-mcp'),
    KTALK_SUBJECT_KEY: subjectKeyOf('ktalk-mcp'),
  };
}
