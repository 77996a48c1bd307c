import type { DataRights, DataRightsError, KnownPerson } from '@aisystant/oauth';
import type { ToolThatAnswers } from '../define/own-data.ts';
import { err, ok, type Result } from '../define/result.ts';
import { readToolResult } from '../define/result-size.ts';
import type { ErrorCode } from '../define/tool-error.ts';
import { accountUser } from './account-user.ts';
import { call } from './call.ts';
import { type RequestContext, requestContext } from './request-context.ts';

/** The only input is a confirmation, so an invalid argument is an invalid confirmation. */
const PAGE_ERROR_OF: Readonly<Partial<Record<ErrorCode, DataRightsError>>> = {
  CONFLICT: 'confirmationOld',
  INVALID_ARGUMENT: 'confirmationOld',
  RATE_LIMITED: 'tooManyCalls',
  UNAVAILABLE: 'busy',
};

/** What the account page lets a person do with their records: calls of the tools that the server names, through `call`. */
export function dataRightsOf<Env, S>(context: RequestContext<Env, S>): DataRights | undefined {
  const { server } = context;
  const { ownData } = server;
  if (!ownData) return undefined;

  async function run<T>(
    tool: ToolThatAnswers<S, T>,
    person: KnownPerson,
    input: object,
  ): Promise<Result<T, DataRightsError>> {
    const asPerson = requestContext(context, accountUser(server, person));
    const result = await call(tool, asPerson, { input });
    if (!result.ok) return err(PAGE_ERROR_OF[result.error.code] ?? 'unexpected');
    return ok(tool.output.parse(readToolResult(result.value).structuredContent));
  }

  return {
    async copy(person) {
      const made = await run(ownData.copy, person, {});
      return made.ok ? ok(made.value.download_url) : made;
    },
    async erase(person, confirm) {
      const outcome = await run(ownData.erase, person, confirm === undefined ? {} : { confirm });
      if (!outcome.ok) return outcome;
      const { counts, confirmation_token: confirmation } = outcome.value;
      const counted = Object.entries(ownData.counted).map(([kind, what]) => ({ what, count: counts?.[kind] ?? 0 }));
      return ok({ confirmation, counts: counted, stays: ownData.stays });
    },
  };
}
