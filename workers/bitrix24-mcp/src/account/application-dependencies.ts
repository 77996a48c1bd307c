import type { Dependency } from '@aisystant/mcp';
import { consoleLog } from '@aisystant/oauth/log';
import { type Pace, stateOfFailure, type Upstream } from '@aisystant/upstream';
import type { Application } from '../store/access.ts';
import { runBatch } from '../store/bitrix-portal.ts';
import { requestTokens } from './token-requests.ts';

/** What is given in the place of tokens: both sides know it for wrong, which tells that they answer. */
const NO_TOKEN = 'doctor';

/** The portal and the application through which people link accounts, for the doctor: nothing of a person is needed. */
export function applicationDependencies(
  application: Application,
  { upstream, paceOf }: { readonly upstream: Upstream<'batch'>; readonly paceOf: (host: string) => Pace },
): readonly Dependency[] {
  return [
    {
      name: 'Bitrix24',
      async check() {
        const outcome = await runBatch(upstream, [{ method: 'user.current', params: {} }], { auth: NO_TOKEN });
        const answers = outcome.ok || outcome.error.reason === 'key_dead';
        return answers ? { status: 'ok', detail: 'the portal answers' } : stateOfFailure(outcome.error);
      },
    },
    {
      name: 'application at Bitrix24',
      async check() {
        const pace = paceOf(new URL(application.server).host);
        const outcome = await requestTokens({ refresh: NO_TOKEN }, { application, pace, log: consoleLog });
        if (outcome.ok || outcome.error.kind === 'ended') return { status: 'ok', detail: 'its secret is accepted' };
        return stateOfFailure(outcome.error.failure);
      },
    },
  ];
}
