import { caseProblems } from './case-problems.ts';
import { pictureProblems } from './picture-problems.ts';
import type { Submission } from './submission.ts';
import { textProblems } from './text-problems.ts';
import { toolProblems } from './tool-problems.ts';

/** How strictly a submission is examined. */
export interface Strictness {
  /** For a try on this machine: local addresses are allowed, and what only a person can give may be missing. Default: false. */
  readonly local?: boolean;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Longest address of a listing, characters. */
const URL_CHARACTERS = 1024;
/** What OpenAI imports from a server. */
const SKILLS = 5;
const SKILL_FILE_BYTES = 1024 * 1024;
const SKILL_TEXT_BYTES = 256 * 1024;
const SKILL_BYTES = 5 * 1024 * 1024;
const SKILL_DESCRIPTION = 1024;
const SKILL_NAME = 64;

/**
 * What a reviewer or the directory's own scan would refuse, a sentence each that says what to change; none when the submission
 * may be sent. The limits are those that OpenAI and Anthropic published by October 2026.
 */
export function problemsOf(submission: Submission, { local = false }: Strictness = {}): readonly string[] {
  return [
    ...textProblems(submission),
    ...toolProblems(submission),
    ...caseProblems(submission),
    ...pictureProblems(submission),
    ...skillProblems(submission),
    ...addressProblems(submission, local),
    ...(local ? [] : missingFacts(submission)),
  ];
}

function addressProblems({ url, links, publisher, listing }: Submission, local: boolean): readonly string[] {
  const support = publisher.support?.includes('@') ? null : publisher.support;
  const addresses = { 'MCP endpoint': url, ...links, support, recording: listing.recording };
  return Object.entries(addresses).flatMap(([name, address]) => {
    const problem = address ? addressProblem(address, local) : null;
    return problem === null ? [] : [`The address of the ${name} ${problem}`];
  });
}

function addressProblem(address: string, local: boolean): string | null {
  const parsed = URL.parse(address);
  if (parsed === null) return `is "${address}", which is no URL: write one.`;
  if (parsed.username || parsed.password) return 'holds a password: take it out.';
  if (address.length > URL_CHARACTERS) return `is longer than ${URL_CHARACTERS}: shorten it.`;
  if (LOOPBACK.includes(parsed.hostname)) return local ? null : 'is on this machine: deploy first, or add --local.';
  return parsed.protocol === 'https:' ? null : 'is not https: serve it there.';
}

/** Facts that no declaration has and no command can make. */
function missingFacts({ host, server, publisher, listing, links }: Submission): readonly string[] {
  return [
    ...(publisher.support ? [] : ['There is no support contact: write it into workers/portal/publisher.yaml.']),
    ...(host === 'chatgpt' && publisher.support?.includes('@')
      ? ['The support contact is an e-mail: ChatGPT needs an https page; write it into workers/portal/publisher.yaml.']
      : []),
    ...(host === 'chatgpt' && !listing.recording
      ? [`There is no recording of the app: make one, and write its address into workers/${server}/listing.yaml.`]
      : []),
    ...Object.entries(links).flatMap(([name, address]) =>
      address ? [] : [`There is no ${name} page: both directories refuse a server without one.`],
    ),
  ];
}

function skillProblems({ server, skills }: Submission): readonly string[] {
  const names = Object.keys(skills);
  const tooMany = names.length > SKILLS ? [`It has ${names.length} skills of ${SKILLS}: take some out.`] : [];
  return [...tooMany, ...names.flatMap((name) => problemsOfSkill(server, name, skills[name] ?? {}))];
}

function problemsOfSkill(server: string, name: string, files: { readonly [path: string]: string }): readonly string[] {
  const sizes = Object.entries(files).map(([path, text]) => [path, Buffer.byteLength(text)] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const large = sizes.filter(([path, size]) => size > (path === 'SKILL.md' ? SKILL_TEXT_BYTES : SKILL_FILE_BYTES));
  const [, description = ''] = /^description: (.*)$/m.exec(files['SKILL.md'] ?? '') ?? [];
  const full = `${packageName(server)}:${name}`;
  return [
    ...large.map(([path, size]) => `${path} of the skill ${name} has ${size} bytes, too many: split it.`),
    ...(total > SKILL_BYTES ? [`The skill ${name} has ${total} bytes of ${SKILL_BYTES}: split it.`] : []),
    ...(full.length > SKILL_NAME ? [`${full} has ${full.length} characters of ${SKILL_NAME}: rename the skill.`] : []),
    ...(description.length > SKILL_DESCRIPTION
      ? [
          `The description of the skill ${name} has ${description.length} characters of ${SKILL_DESCRIPTION}: shorten it.`,
        ]
      : []),
  ];
}

/** Name of the plugin of a server; it never changes once it is published. */
export const packageName = (server: string) => `aisystant-${server.replace(/-mcp$/, '')}`;
