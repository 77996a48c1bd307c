import { UsageError } from '../usage-error.ts';
import type { WranglerRun } from './wrangler.ts';

/** A step of a deployment failed. What was done before it stays. */
export class DeployFailure extends Error {
  override readonly name = 'DeployFailure';
  /** What a person can do about it. */
  readonly fix: string;

  constructor(why: string, fix: string) {
    super(why);
    this.fix = fix;
  }
}

/** Throws a {@link DeployFailure} as a sentence for the person at the keyboard, with what to do; any other error as it is. */
export function refuseFailed(error: unknown): never {
  throw error instanceof DeployFailure ? new UsageError(`${error.message}\nDo this: ${error.fix}.`) : error;
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /not (logged in|authenticated)|CLOUDFLARE_API_TOKEN/i,
    'log in with: npx --prefix packages/fleet wrangler login, or set CLOUDFLARE_API_TOKEN',
  ],
  [/more than one account/i, 'set CLOUDFLARE_ACCOUNT_ID to the account the fleet lives in'],
  [
    /authentication error|unauthorized|forbidden/i,
    'log in as, or make a token of, somebody who may edit Workers and KV',
  ],
];

/** The output of a run of wrangler. Throws {@link DeployFailure} with wrangler's error and, where known, the fix. */
export function outputOf({ status, stdout, stderr }: WranglerRun, doing: string): string {
  if (status === 0) return stdout;
  const printed = `${stderr}\n${stdout}`;
  const fix = KNOWN.find(([sign]) => sign.test(printed))?.[1] ?? 'fix what wrangler names';
  throw new DeployFailure(`${doing}: ${errorLinesOf(printed)}`, fix);
}

/** The list that a run of wrangler printed as JSON. Throws {@link DeployFailure}. */
export function listOf(run: WranglerRun, doing: string): readonly { readonly [field: string]: string }[] {
  const output = outputOf(run, doing);
  try {
    // Wrangler may print a notice before the list.
    return JSON.parse(output.slice(output.search(/^\[/m)));
  } catch {
    throw new DeployFailure(`${doing}: wrangler's answer cannot be read`, 'look whether its version is the pinned one');
  }
}

/** A few lines from the first error on. */
function errorLinesOf(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim());
  const error = lines.findIndex((line) => line.includes('ERROR'));
  const words = lines.slice(Math.max(0, error)).filter((line) => line !== '');
  return words.slice(0, 6).join(' ') || 'wrangler said nothing';
}
