import { type Bitrix24, createBitrix24, seedPortal } from '@aisystant/simulators/bitrix24';
import { serve } from '@aisystant/simulators/serve';
import { localEndpoint, localUrl } from './local-variables.ts';
import { BITRIX24_PORT, LOCAL_BITRIX24_APPLICATION, LOCAL_BITRIX24_TOKEN } from './manifest.ts';

/** Starts the portal of the local fleet, with the data of today. */
export async function startLocalBitrix24(
  portOffset: number,
): Promise<{ readonly portal: Bitrix24; close(): Promise<void> }> {
  const portal = createBitrix24({
    origin: localUrl(BITRIX24_PORT, portOffset),
    portal: seedPortal(Date.now()),
    application: {
      ...LOCAL_BITRIX24_APPLICATION,
      redirectUri: localEndpoint('bitrix24-mcp', portOffset).replace(/mcp$/, 'account/linked'),
    },
    webhooks: [{ ...LOCAL_BITRIX24_TOKEN, scopes: ['crm', 'task', 'user', 'department'] }],
  });
  const { close } = await serve(portal, BITRIX24_PORT + portOffset, about(portOffset));
  return { portal, close };
}

const about = (
  portOffset: number,
) => `A simulated portal of Bitrix24, which bitrix24-mcp reads: an API without pages. Try it:

  curl ${localUrl(BITRIX24_PORT, portOffset)}/rest/${LOCAL_BITRIX24_TOKEN.userId}/${LOCAL_BITRIX24_TOKEN.secret}/crm.lead.list

More: packages/simulators/README.md`;
