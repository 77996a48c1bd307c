import { defineServer } from '@aisystant/mcp';
import type { McpEnv } from '@aisystant/mcp/worker';
import { ConfigurationError } from '@aisystant/oauth/config';
import { linkedAccount } from './account/linked-account.ts';
import { copies } from './copies.ts';
import type { Texts } from './domain/texts.ts';
import { prompts } from './prompts/prompts.ts';
import { resources, structuredInstructions } from './resources/resources.ts';
import type { BitrixServices } from './services.ts';
import { type Access, readAccess } from './store/access.ts';
import { connectPortal, type PortalEnv, portalDependencies } from './store/connect-portal.ts';
import { TEXTS } from './texts.ts';
import { tools } from './tools/tools.ts';

/** What bitrix24-mcp is bound to. */
export type BitrixEnv = McpEnv & PortalEnv & { readonly BITRIX_LOCALE: string };

/** bitrix24-mcp with the texts of a language: reads the CRM of a portal, each person with their own rights. It stores no data of the portal. */
export const serverFor = (texts: Texts) =>
  defineServer<BitrixEnv, BitrixServices>({
    name: 'bitrix24-mcp',
    version: '1.0.0',
    updated: '2026-11-28',
    title: { ru: 'Битрикс24', en: 'Bitrix24' },
    icon: [
      [5, 9, 19, 9, 19, 18, 5, 18, 5, 9],
      [9, 9, 9, 6, 15, 6, 15, 9],
      [5, 13, 19, 13],
    ],
    owner: 'Продажи',
    instructions: texts.initialize.summary,
    initializeMembers: {
      structuredInstructions: structuredInstructions(texts),
      instructionNotes: texts.initialize.notes,
    },
    scopes: {
      'bitrix24:read': {
        ru: 'Читать данные Битрикс24, доступные вам',
        en: 'Read the data of Bitrix24 that you may see',
      },
    },
    needsEmail: true,
    tools: tools(texts),
    resources: resources(texts),
    prompts: prompts(texts),
    routes: [],
    plainHttp: true,
    copies,
    checkEnv: (env) => void accessOf(env),
    thirdPartyLink(env) {
      const access = accessOf(env);
      return access.kind === 'oauth' ? linkedAccount(access.application, env.ACCOUNT) : undefined;
    },
    dependencies: portalDependencies,
    services: ({ env, user }) => connectPortal(env, user, texts),
  });

function accessOf(env: BitrixEnv): Access {
  if (!Object.hasOwn(TEXTS, env.BITRIX_LOCALE)) {
    throw new ConfigurationError(`BITRIX_LOCALE must be one of ${Object.keys(TEXTS).join(', ')}.`);
  }
  const access = readAccess(env);
  if (!access.ok) throw new ConfigurationError(access.error);
  return access.value;
}

/** bitrix24-mcp in Russian, by which its contract is told. */
export const server = serverFor(TEXTS.ru);
