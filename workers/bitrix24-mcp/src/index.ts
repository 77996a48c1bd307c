import { env } from 'cloudflare:workers';
import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { serverFor } from './server.ts';
import { TEXTS } from './texts.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';
export { PaceObject } from '@aisystant/upstream/pace-object';
export { AccountObject } from './account/account-object.ts';

const { BITRIX_LOCALE: locale = 'ru' } = env as { readonly BITRIX_LOCALE?: string };

export default createMcpWorker(serverFor(TEXTS[locale] ?? TEXTS.ru), { plainHttp });
