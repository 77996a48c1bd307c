import { describe } from 'vitest';
import { accessContract } from './access.ts';
import { badInputContract } from './bad-input.ts';
import { cardContract } from './card.ts';
import { checksContract } from './checks.ts';
import { contentContract } from './content.ts';
import { declarationContract } from './declaration.ts';
import { discoveryContract } from './discovery.ts';
import { erasContract } from './eras.ts';
import { examplesContract } from './examples.ts';
import { httpContract } from './http.ts';
import { iconsContract } from './icons.ts';
import { isolationContract } from './isolation.ts';
import { keepLogsClean, logContract } from './log.ts';
import type { EmailOf, SignedInPerson } from './person.ts';
import { resourcesContract } from './resources.ts';
import { skillsContract } from './skills.ts';
import { type AnyServer, subjectOf } from './subject.ts';
import { hasWidgets, widgetsContract } from './widgets.ts';

/** The most that the tools of a server may cost a model, tokens. */
const MODEL_TOKENS = 6_000;

/** What the contract is checked on. */
export interface ContractOptions {
  /** The declaration of the server. */
  readonly server: AnyServer;
  /** `env` of `cloudflare:workers`. */
  readonly env: object;
  /** `exports` of `cloudflare:workers`. */
  readonly exports: object;
  /** Another ceiling for what the tools cost a model, tokens. */
  readonly modelTokens?: number;
  /** The verified e-mail of those who sign in, at a server that needs one. */
  readonly email?: EmailOf;
  /** Makes the members that the samples of resources name, for a person. Default: everyone has them. */
  makeSamples?(person: SignedInPerson): Promise<void>;
}

/**
 * Registers the tests that every server passes. All of it is derived from the declaration: what a server has, is
 * checked; what it does not have, is not asked for.
 */
export function serverContract(options: ContractOptions): void {
  const { server, env, exports, email, modelTokens = MODEL_TOKENS, makeSamples } = options;
  const subject = subjectOf(server, env, exports, email);
  describe(`the contract of ${server.name}`, () => {
    const lines = keepLogsClean(subject);
    describe('doctor', () => checksContract(subject));
    describe('discovery', () => discoveryContract(subject));
    describe('server card', () => cardContract(subject));
    describe('icons', () => iconsContract(subject));
    describe('access', () => accessContract(subject));
    describe('protocol versions', () => erasContract(subject));
    describe('declaration', () => declarationContract(subject, modelTokens));
    describe('examples', () => examplesContract(subject));
    describe('content', () => contentContract(subject));
    if (server.resources.length > 0) describe('resources', () => resourcesContract(subject, makeSamples));
    if (server.skills) describe('skills', () => skillsContract(subject));
    if (hasWidgets(server)) describe('widgets', () => widgetsContract(subject));
    describe('isolation', () => isolationContract(subject));
    describe('bad input', () => badInputContract(subject));
    describe('log', () => logContract(subject, lines));
    describe('HTTP', () => httpContract(subject));
  });
}
