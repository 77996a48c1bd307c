import { createMcpWorker } from '@aisystant/mcp/worker';
import { ktalkConfig } from './config.ts';
import { type KTalkEnv, server } from './server.ts';
import { d1IndexWriter } from './store/d1-index-writer.ts';
import { syncStep } from './sync/sync.ts';
import { spaceKTalk } from './upstream.ts';

export { GrantObject } from '@aisystant/mcp/worker';
export { PaceObject } from '@aisystant/upstream/pace-object';

const worker = createMcpWorker(server);

/** One step of a cron: a scheduled handler may run for 15 minutes, the next one starts in two. */
const STEP = { recordings: 100, ms: 90_000 };

export default {
  fetch: worker.fetch,
  /** Fills the index, a bounded step at a time. */
  async scheduled(_controller: ScheduledController, env: KTalkEnv): Promise<void> {
    const ktalk = spaceKTalk(ktalkConfig(env), env.PACE);
    const deps = { index: d1IndexWriter(env.DB), ktalk, now: () => Date.now() };
    await syncStep(deps, { recordings: STEP.recordings, untilMs: Date.now() + STEP.ms });
  },
};
