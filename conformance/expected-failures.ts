import type { ExpectedFailure } from './verdict.ts';

const BOTH_SERVERS = ['declared', 'complete'] as const;
const BOTH_SETS = ['2025-11-25', '2026-07-28'] as const;

/** Everything that the suite is not content with and that we know of. A run must match it exactly, in both directions. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    servers: ['complete'],
    sets: ['2025-11-25'],
    what: [
      'tools-call-sampling',
      'tools-call-elicitation',
      'elicitation-sep1034-defaults',
      'elicitation-sep1330-enums',
    ],
    says: /^Server did not request (sampling|elicitation) from client$/,
    reason:
      'In the protocol of 2025 a question in the middle of a call is pushed to the client over its session; our servers keep no sessions, so there is no way back to the client.',
    impact:
      'A tool cannot ask a client of 2025 anything during a call. No tool of ours asks; one that did would reach clients of 2026-07-28, whose questions are results.',
  },
  {
    servers: BOTH_SERVERS,
    sets: ['2025-11-25'],
    what: ['server-sse-multiple-streams', 'server-sse-polling', 'server-session-lifecycle'],
    says: /session ID|nothing was checked|priming event|retry field/,
    reason: 'The scenarios look at sessions and resumable streams, which a server may leave out, and ours do.',
    impact: 'A client whose connection breaks during a call repeats the call; every write of ours can be repeated.',
  },
  {
    servers: BOTH_SERVERS,
    sets: ['2026-07-28'],
    what: [
      'tasks-lifecycle',
      'tasks-capability-negotiation',
      'tasks-wire-fields',
      'tasks-request-state-removal',
      'tasks-mrtr-input',
      'tasks-request-headers',
      'tasks-dispatch-and-envelope',
      'tasks-required-task-error',
      'tasks-mrtr-composition',
      'tasks-status-notifications',
    ],
    says: /not found|-3260[12]|Not testable|unavailable|MUST be (advertised|present)|nothing was checked/,
    reason: 'The tasks extension is optional, is not in the SDK, and no call of ours lasts longer than its deadline.',
    impact: 'None: a client uses tasks only where a server announces them.',
  },
  {
    servers: ['declared'],
    sets: BOTH_SETS,
    what: [
      'tools-call-image',
      'tools-call-audio',
      'tools-call-embedded-resource',
      'tools-call-mixed-content',
      'resources-read-binary',
      'prompts-get-embedded-resource',
      'prompts-get-with-image',
    ],
    says: /not found/,
    reason: 'Our definitions offer no images, sounds or files: a tool answers with data and a text, the rest is text.',
    impact: 'None: a client handles what it gets. Offering more is a decision about our definitions.',
  },
  {
    servers: ['declared'],
    sets: BOTH_SETS,
    what: [
      'logging-set-level',
      'tools-call-with-logging',
      'tools-call-with-progress',
      'resources-subscribe',
      'resources-unsubscribe',
      'server-stateless:sep-2575-server-no-log-without-loglevel',
    ],
    says: /not found|not list the diagnostic tool/,
    reason:
      'Our definitions offer no log messages to the client, no reports of progress and no subscriptions; a call answers once, within its deadline.',
    impact: 'None: all three are optional, and a client asks only for what a server announces.',
  },
  {
    servers: ['declared'],
    sets: BOTH_SETS,
    what: [
      'tools-call-sampling',
      'tools-call-elicitation',
      'elicitation-sep1034-defaults',
      'elicitation-sep1330-enums',
      'input-required-result-basic-elicitation',
      'input-required-result-basic-sampling',
      'input-required-result-basic-list-roots',
      'input-required-result-request-state',
      'input-required-result-multiple-input-requests',
      'input-required-result-multi-round',
      'input-required-result-missing-input-response',
      'input-required-result-non-tool-request',
      'input-required-result-result-type',
      'input-required-result-tampered-state',
      'input-required-result-capability-check',
      'input-required-result-ignore-extra-params',
      'server-stateless:sep-2575-server-rejects-undeclared-capability',
      'server-stateless:sep-2575-missing-capability-http-400',
      'server-stateless:sep-2575-http-server-no-independent-requests-on-stream',
    ],
    says: /not found|not list the diagnostic tool|Expected InputRequiredResult|JSON-RPC error instead|Prerequisite failed/,
    reason: 'Our definitions offer no way to ask back during a call, neither as 2025 has it nor as 2026 does.',
    impact: 'None: a tool of ours says in its answer what is missing, and the model asks the person.',
  },
];
