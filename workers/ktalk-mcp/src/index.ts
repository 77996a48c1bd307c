import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { consoleLog } from '@aisystant/oauth/log';
import { ktalkConfig } from './config.ts';
import { type KTalkEnv, server } from './server.ts';
import { d1IndexWriter } from './store/d1-index-writer.ts';
import { type SyncDeps, syncStep } from './sync/sync.ts';
import { receiveWebhook, WEBHOOK_PATH } from './sync/webhook.ts';
import { spaceKTalk } from './upstream.ts';

export { ActivityObject, GrantObject } from '@aisystant/mcp/worker';
export { PaceObject } from '@aisystant/upstream/pace-object';

const worker = createMcpWorker(server, { plainHttp });

/** One step of the cron: what it begins at its end has still time before the next one. */
const STEP = { recordings: 100, ms: 80_000 };
/** What a webhook makes be read: the new recording and a few more. */
const HINTED = { recordings: 10, ms: 20_000 };

export default {
  fetch(request: Request, env: KTalkEnv, execution: ExecutionContext): Promise<Response> {
    if (URL.parse(request.url)?.pathname !== WEBHOOK_PATH) return worker.fetch(request, env, execution);
    const deps = syncDeps(env);
    const lookUp = () => execution.waitUntil(syncStep(deps, stepOf(HINTED)));
    const { webhookSecret: secret } = ktalkConfig(env);
    return receiveWebhook(request, { secret, index: deps.index, now: Date.now(), lookUp });
  },

  /** Fills the index, a bounded step at a time. What fails is in the log, and the next step goes on. */
  async scheduled(_controller: ScheduledController, env: KTalkEnv): Promise<void> {
    await syncStep(syncDeps(env), stepOf(STEP));
  },
};

function syncDeps(env: KTalkEnv): SyncDeps {
  return {
    index: d1IndexWriter(env.DB),
    ktalk: spaceKTalk(ktalkConfig(env), env.PACE),
    now: () => Date.now(),
    log: consoleLog,
  };
}

function stepOf({ recordings, ms }: { readonly recordings: number; readonly ms: number }) {
  return { recordings, untilMs: Date.now() + ms };
}
