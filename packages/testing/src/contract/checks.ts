import { createProbe, GROUPS, type Send, verdictOf } from '@aisystant/mcp/checks';
import { expect, test } from 'vitest';
import type { Subject } from './subject.ts';

/** What the doctor checks of a deployed server over HTTP, here in the Worker and behind the sign-in. */
export function checksContract({ endpoint, fetch, signIn }: Subject): void {
  const send: Send = async ({ method, url, headers, body }) => {
    // Without a network the Host is the one of the address.
    const target = Object.assign(new URL(url), headers['host'] !== undefined && { host: headers['host'] });
    const init = { method, headers: { ...headers, host: target.host }, redirect: 'manual' } as const;
    const response = await fetch(new Request(target, { ...init, ...(body !== undefined && { body }) }));
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const checks = GROUPS.flatMap((group) => group.checks);
  test.each(checks.map((check) => [check.id, check.title, check] as const))('%s: %s', async (_id, _title, check) => {
    const probe = createProbe(endpoint, await signIn(), send);
    expect(await verdictOf(check, probe)).toEqual({ kind: 'passed' });
  });
}
