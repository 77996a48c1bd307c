import type { DependencyStatus } from '../define/dependency.ts';
import { isRecord } from '../define/is-record.ts';
import { type Check, type CheckGroup, failUnless, SKIPPED } from './check.ts';
import { documentOf, type Fields } from './exchange.ts';
import type { Probe } from './probe.ts';

/** Whether the third parties answer that a server declares as its dependencies; it tells those who signed in. */
export const dependencies: CheckGroup = {
  title: 'third parties',
  gate: false,
  checks: [
    noneIs('unreachable', {
      id: 'third-party-reachable',
      title: 'every third party answers',
      breaks: 'people: what needs it is answered with UNAVAILABLE or RATE_LIMITED',
      fix: 'look at the lines with event "upstream" in the log: reason and status say what it answers; nothing has to be restarted',
    }),
    noneIs('key_refused', {
      id: 'third-party-key',
      title: 'every third party accepts our key (401)',
      breaks: 'people: what needs it is answered with INTERNAL until there is a new key',
      fix: 'make a new key there with read scopes only, and put it with `wrangler secret put`',
    }),
    noneIs('scope_missing', {
      id: 'third-party-scope',
      title: 'our key has every scope that is needed (403)',
      breaks: 'people: what needs that scope is answered with INTERNAL',
      fix: 'give the key the scope that was seen; another key of the same kind would not help',
    }),
    noneIs('stale', {
      id: 'third-party-copy',
      title: 'the copy of its data is fresh',
      breaks: 'people: what is new there is not found here, and who lost access there may still see titles here',
      fix: 'look whether the cron runs, and at the lines with event "sync_postponed", "sync_unreadable" and "upstream"',
    }),
  ],
};

/** The check that no dependency has a status. */
function noneIs(status: DependencyStatus, check: Omit<Check, 'run'>): Check {
  return {
    ...check,
    run: async (probe) => {
      const states = await fetchDependencyStates(probe);
      if (states === null) return SKIPPED;
      const wrong = states.filter((each) => each['status'] === status);
      return failUnless(wrong.length === 0, wrong.map(({ name, detail }) => `${name}: ${detail}`).join('; '));
    },
  };
}

/** Asks a server for the states of its dependencies: `name`, `status` and `detail` of each; null when it does not tell this caller. */
export async function fetchDependencyStates({ endpoint, token, ask }: Probe): Promise<readonly Fields[] | null> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const url = `${endpoint.origin}${endpoint.pathname.replace(/\/$/, '')}/dependencies`;
  const answer = await ask({ method: 'GET', url, headers });
  // A server without dependencies has no such address.
  if (answer.status === 404) return [];
  const states = documentOf(answer)?.['dependencies'];
  return Array.isArray(states) ? states.filter(isRecord) : null;
}
