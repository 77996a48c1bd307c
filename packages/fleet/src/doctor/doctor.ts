import {
  type CheckGroup,
  canListTools,
  createProbe,
  fetchDependencyStates,
  GROUPS,
  type Probe,
  type Send,
  verdictOf,
} from '@aisystant/mcp/checks';
import { localUrl } from '../local-variables.ts';
import { APP } from '../manifest.ts';
import { localPortOffset } from '../ports.ts';
import { progress } from '../progress.ts';
import { requireHttpAddress, requireToken } from '../require-endpoint.ts';
import { app } from '../servers.ts';
import { type Finding, faultsOf, type GroupReport, type Report, renderReport } from './report.ts';
import { sendOverHttp } from './send.ts';

/** Options of {@link doctor}. */
export interface DoctorOptions {
  /** A bearer token of the server; without one, what needs a sign-in is skipped. */
  readonly token?: string;
  /** The most that the list of tools may cost a model, tokens. Default: what the app may at its address, and one server elsewhere. */
  readonly mostTokens?: number;
  /** How requests are sent; over HTTP when absent. */
  readonly send?: Send;
  /** Called with the group of checks that is about to run, in words. */
  readonly tell?: (message: string) => void;
}

/**
 * Checks the MCP server at an address. Read-only: it registers no client and calls no tool that changes data. Throws
 * for an invalid address or token, see {@link requireHttpAddress} and {@link requireToken}.
 */
export async function doctor(url: string, options: DoctorOptions = {}): Promise<Report> {
  requireHttpAddress(url);
  if (options.token !== undefined) requireToken(options.token);
  const mostTokens = options.mostTokens ?? mostTokensOf(url);
  const probe = createProbe(url, options.token ?? null, options.send ?? sendOverHttp, mostTokens);
  const groups: GroupReport[] = [];
  for (const group of GROUPS) {
    options.tell?.(`Checking: ${group.title}…`);
    const report = await examine(group, probe);
    groups.push(report);
    if (group.gate && report.findings.some(({ check }) => !check.severity)) break;
  }
  const notReached = GROUPS.slice(groups.length).map(({ title }) => title);
  const states = notReached.length === 0 ? await fetchDependencyStates(probe).catch(() => null) : null;
  return {
    url,
    groups,
    notReached,
    dependencies: (states ?? []).map(({ name, status, detail }) => `${name}: ${status}, ${detail}`),
    signInNeeded: notReached.length === 0 && probe.token === null && !(await canListTools(probe)),
  };
}

/** What the tools of an address may cost a model where it is not what those of one server may: the app has several. */
export function mostTokensOf(url: string): number | undefined {
  const origins = [app.publicUrl, localUrl(app.port, localPortOffset())];
  return origins.some((origin) => url.startsWith(`${origin}/`)) ? APP.mostTokens : undefined;
}

/** `npm run fleet -- doctor URL [--token TOKEN]`: prints the report; fails when there are faults. */
export async function doctorCommand([url = '']: readonly string[], { token }: { readonly token?: string }) {
  const report = await doctor(url, { ...(token !== undefined && { token }), tell: progress });
  console.log(renderReport(report));
  if (faultsOf(report).length > 0) process.exitCode = 1;
}

/** Runs the checks of a group sequentially, so that the rate limits are not reached. */
async function examine({ title, gate, checks }: CheckGroup, probe: Probe): Promise<GroupReport> {
  const findings: Finding[] = [];
  const count = { passed: 0, skipped: 0 };
  for (const check of checks) {
    const verdict = await verdictOf(check, probe);
    if (verdict.kind !== 'failed') {
      count[verdict.kind] += 1;
      continue;
    }
    findings.push({ check, seen: verdict.seen });
    if (gate && !check.severity) break;
  }
  return { title, ...count, findings };
}
