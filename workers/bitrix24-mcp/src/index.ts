import { env } from 'cloudflare:workers';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { serverFor } from './server.ts';
import { TEXTS } from './texts.ts';

export { GrantObject } from '@aisystant/mcp/worker';
export { PaceObject } from '@aisystant/upstream/pace-object';

const { BITRIX_LOCALE: locale = 'ru' } = env as { readonly BITRIX_LOCALE?: string };

export default createMcpWorker(serverFor(TEXTS[locale] ?? TEXTS.ru));
