import { consoleLog } from '@aisystant/oauth/log';
import { type Pace, systemIo } from '@aisystant/upstream';
import type { KTalkConfig } from './config.ts';
import { httpKTalkStore } from './store/http-ktalk-store.ts';
import { type CallKTalk, ktalkCalls } from './store/ktalk-calls.ts';
import { ktalkPolicy } from './store/ktalk-policy.ts';
import type { KTalkStore } from './store/ktalk-store.ts';

/** The Durable Object namespace that holds the pace of each key. */
export interface PaceNamespace {
  idFromName(name: string): DurableObjectId;
  get(id: DurableObjectId): Pace;
}

/** The facts of KTalk with the key of the space. Isolates share the key, so they share its pace. */
export function spaceKTalk({ url, key, pace: rules }: KTalkConfig, pace: PaceNamespace): KTalkStore {
  const upstream = upstreamWith(url, key, pace.get(pace.idFromName('space')));
  const policy = { ...ktalkPolicy, pace: { ...ktalkPolicy.pace, ...rules } };
  return httpKTalkStore(ktalkCalls({ ...upstream, policy }));
}

/** KTalk with a person's own key, which has a pace of its own. */
export function ktalkWithOwnKey(config: KTalkConfig, pace: PaceNamespace): (key: string, userId: string) => CallKTalk {
  return (key, userId) => {
    const upstream = upstreamWith(config.url, key, pace.get(pace.idFromName(`own ${userId}`)));
    // A log line says so: a dead key is then the person's, and not the operator's.
    return ktalkCalls({ ...upstream, policy: { ...ktalkPolicy, name: 'ktalk-own-key' } });
  };
}

/** KTalk with a key, which no log line and no error repeats. */
export function upstreamWith(baseUrl: string, key: string, pace: Pace) {
  return {
    policy: ktalkPolicy,
    // A key works in this header only, and never in a URL.
    target: { baseUrl, headers: { 'x-auth-token': key }, secrets: [key] },
    pace,
    io: systemIo,
    log: consoleLog,
    server: 'ktalk-mcp',
  };
}
