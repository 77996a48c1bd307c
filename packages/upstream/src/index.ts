export { type BodySchema, callUpstream, reportFailure, type UpstreamCall } from './call.ts';
export { errorCodeOf, type FailureReason, toolErrorOf, type UpstreamFailure } from './failure.ts';
export type { MethodUsage, Pace, PaceRules, Turn, TurnOutcome, TurnRequest } from './pace/pace-rules.ts';
export { createPacer, type PacerDeps } from './pace/pacer.ts';
export type { Endpoint, ErrorRule, UpstreamPolicy, UpstreamTarget } from './policy.ts';
export { redact } from './redact.ts';
export type { QueryValue } from './request.ts';
export { stateOfFailure } from './state-of-failure.ts';
export { systemIo, type Upstream, type UpstreamIo } from './upstream.ts';
