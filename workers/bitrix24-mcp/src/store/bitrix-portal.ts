import { ToolError } from '@aisystant/mcp';
import { callUpstream, toolErrorOf, type Upstream, type UpstreamFailure } from '@aisystant/upstream';
import { BatchSchema, batchBody, readBatch } from './batch.ts';
import { reasonOf } from './policy.ts';
import type { BatchAnswer, Command, PortalStore } from './portal-store.ts';

/** Where a portal is reached, and as whom. */
export interface PortalAccess {
  /** See {@link PortalStore.key}. */
  readonly key: string;
  readonly isAccount: boolean;
  readonly upstream: Upstream<'batch'>;
  /** Members of a body that authenticate it; none with a webhook. */
  readonly auth: { readonly auth?: string };
}

/** The portal over its REST API. Every method is called within a batch. */
export function bitrixPortal(access: PortalAccess): PortalStore {
  return {
    key: access.key,
    isAccount: access.isAccount,
    async run(commands) {
      const outcome = await runBatch(access, commands);
      if (outcome.ok) return outcome.value;
      throw errorOf(outcome.error, access);
    },
  };
}

/** Runs commands in one request; gives the failure of the whole. Throws `ToolError` for one of a command. */
export async function runBatch(
  { upstream, auth }: Pick<PortalAccess, 'upstream' | 'auth'>,
  commands: readonly Command[],
): Promise<
  { readonly ok: true; readonly value: BatchAnswer } | { readonly ok: false; readonly error: UpstreamFailure }
> {
  const outcome = await callUpstream(upstream, {
    endpoint: 'batch',
    body: { ...batchBody(commands), ...auth },
    schema: BatchSchema,
    uses: [...new Set(commands.map(({ method }) => method))],
  });
  if (!outcome.ok) return outcome;
  const read = readBatch(commands, outcome.value);
  const answers = read.map((each, index) => {
    if (each.ok) return each.value;
    const retryAfterMs = each.resetAtMs === null ? null : Math.max(0, each.resetAtMs - upstream.io.now());
    const failure = {
      reason: reasonOf(each.code),
      endpoint: commands[index]?.method ?? '',
      status: 200,
      retryAfterMs,
      upstreamCode: each.code,
      upstreamMessage: each.message,
      scope: null,
      attempts: 1,
    };
    throw errorOf(failure, { upstream });
  });
  return { ok: true, value: { answers, portalZone: zoneOf(outcome.value.time.date_start) } };
}

/** What the person is told. They can replace the key of their own account, and not that of the server. */
export function errorOf(
  failure: UpstreamFailure,
  { upstream, isAccount = false }: { readonly upstream: Upstream<'batch'>; readonly isAccount?: boolean },
): ToolError {
  if (isAccount && failure.reason === 'key_dead') {
    return new ToolError('FORBIDDEN', 'Битрикс24 больше не принимает вашу связь с этим сервером.', {
      hint: 'Свяжите аккаунт заново на странице /account.',
    });
  }
  if (failure.reason === 'key_lacks_scope') {
    return new ToolError('FORBIDDEN', 'У подключения к Битрикс24 нет прав на эти данные.', {
      hint: 'Права даёт администратор портала.',
    });
  }
  return toolErrorOf(failure, upstream.policy.title);
}

/** The offset of a time: `+03:00`. */
function zoneOf(time: string): string {
  return /[+-]\d{2}:\d{2}$/.exec(time)?.[0] ?? '+00:00';
}
