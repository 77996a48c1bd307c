import { type Result, ToolError } from '@aisystant/mcp';
import { callUpstream, reportFailure, toolErrorOf, type Upstream, type UpstreamFailure } from '@aisystant/upstream';
import { BatchSchema, batchBody, readBatch } from './batch.ts';
import { reasonOf } from './policy.ts';
import type { BatchAnswer, Command, CommandAnswer, PortalStore } from './portal-store.ts';

/** The portal through a webhook. Every method is called within a batch. */
export function bitrixPortal({
  key,
  upstream,
}: {
  /** See {@link PortalStore.key}. */
  readonly key: string;
  readonly upstream: Upstream<'batch'>;
}): PortalStore {
  return {
    key,
    isAccount: false,
    async run(commands) {
      const outcome = await runBatch(upstream, commands);
      if (outcome.ok) return outcome.value;
      throw errorOf(outcome.error, upstream.policy.title);
    },
  };
}

/**
 * Runs commands in one request; gives the failure of the whole. Throws `ToolError` for one of a command that is not optional.
 * @param auth members of the body that authenticate it; none with a webhook
 */
export async function runBatch(
  upstream: Upstream<'batch'>,
  commands: readonly Command[],
  auth: { readonly auth?: string } = {},
): Promise<Result<BatchAnswer, UpstreamFailure>> {
  const started = upstream.io.now();
  const outcome = await callUpstream(upstream, {
    endpoint: 'batch',
    body: { ...batchBody(commands), ...auth },
    schema: BatchSchema,
    uses: [...new Set(commands.map(({ method }) => method))],
  });
  if (!outcome.ok) return outcome;
  const read = readBatch(commands, outcome.value);
  const answers = read.map((each, index): CommandAnswer => {
    if (each.ok) return each.value;
    const retryAfterMs = each.resetAtMs === null ? null : Math.max(0, each.resetAtMs - upstream.io.now());
    const failure = {
      reason: reasonOf(each),
      endpoint: commands[index]?.method ?? '',
      status: 200,
      retryAfterMs,
      upstreamCode: each.code,
      upstreamMessage: each.message,
      scope: null,
      attempts: 1,
    };
    const reported = reportFailure(upstream, failure, upstream.io.now() - started);
    const refused = errorOf(reported, upstream.policy.title);
    if (commands[index]?.optional) return { result: undefined, total: 0, time: null, refused };
    throw refused;
  });
  return { ok: true, value: { answers, portalZone: zoneOf(outcome.value.time.date_start) } };
}

/** What the person is told. */
export function errorOf(failure: UpstreamFailure, title: string): ToolError {
  if (failure.reason === 'key_lacks_scope') {
    return new ToolError('FORBIDDEN', 'У подключения к Битрикс24 нет прав на эти данные.', {
      hint: 'Права даёт администратор портала.',
    });
  }
  return toolErrorOf(failure, title);
}

/** The offset of a time: `+03:00`. */
function zoneOf(time: string): string {
  return /[+-]\d{2}:\d{2}$/.exec(time)?.[0] ?? '+00:00';
}
