import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Skill, serverIdentity } from '@aisystant/mcp';
import { LOGO } from '@aisystant/oauth/pages';
import { runBuildStep } from '../bundle.ts';
import type { Endpoint } from '../connect.ts';
import { declarationOf } from '../declaration.ts';
import { localEndpoint } from '../local-variables.ts';
import { SERVER_NAMES } from '../manifest.ts';
import { configPath } from '../paths.ts';
import { localPortOffset } from '../ports.ts';
import { progress } from '../progress.ts';
import { requireFolderOrNothing } from '../require-folder.ts';
import { deployedAt, portal } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { PACKAGE_FOLDER, PACKAGE_NAME, packageFiles } from './package-files.ts';
import { type PackageVersion, versionOf } from './package-version.ts';
import kept from './version.json' with { type: 'json' };

/**
 * `fleet package DIR [--local]`: writes a marketplace with one package of all servers and skills, for the deployed servers or
 * for those of the local fleet. Throws `UsageError` for a folder that holds anything.
 */
export async function packageCommand(
  [target = '']: readonly string[],
  { local = false }: { readonly local?: boolean },
): Promise<void> {
  const folder = path.resolve(target);
  requireFolderOrNothing(folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${target} is not empty: name a new folder, or empty it.`);
  }
  progress(`Reading ${SERVER_NAMES.length} servers and their skills…`);
  await writePackage(folder, endpoints(local));
  console.log(`Written: ${target}

Claude Code:  claude plugin marketplace add ${folder}
              claude plugin install ${PACKAGE_NAME}@${PACKAGE_NAME}
Codex:        codex plugin marketplace add ${folder}
              codex plugin add ${PACKAGE_NAME}@${PACKAGE_NAME}`);
}

/** Where the servers of a package are: deployed, or those of the local fleet. */
export function endpoints(local: boolean): readonly Endpoint[] {
  const urlOf = (name: string) => (local ? localEndpoint(name, localPortOffset()) : `${deployedAt(name)}/mcp`);
  return SERVER_NAMES.map((name) => ({ name, url: urlOf(name) }));
}

/** Writes the package of servers at given addresses, with the skills of all servers. */
export async function writePackage(folder: string, servers: readonly Endpoint[]): Promise<void> {
  await Promise.all(SERVER_NAMES.map((name) => runBuildStep(name, configPath(name))));
  const { version } = await packageVersion();
  for (const [file, text] of Object.entries(await filesFor(servers, version))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

/**
 * The version of the package as the servers are declared now, those of the manifest: `fleet docs` keeps it in `version.json`, also
 * when a server is new. Their build steps must have run.
 */
export async function packageVersion(): Promise<PackageVersion> {
  const files = Object.entries(await filesFor(endpoints(false), '0.0.0'));
  return versionOf(Object.fromEntries(files.filter(([file]) => file.startsWith(PACKAGE_FOLDER))), kept);
}

async function filesFor(servers: readonly Endpoint[], version: string) {
  const declared = await Promise.all(servers.map(async (at) => ({ ...at, declaration: await declarationOf(at.name) })));
  const skills = declared.flatMap(({ declaration }) => declaration.skills ?? []);
  return packageFiles({
    version,
    homepage: portal.publicUrl,
    servers: declared.map(({ name, url, declaration }) => ({ name, url, identity: serverIdentity(declaration, url) })),
    skills: skillTexts(skills),
    logo: LOGO,
  });
}

/** Files by path in the skill's folder, by name of the skill. */
export const skillTexts = (skills: readonly Skill[]) =>
  Object.fromEntries(skills.map((skill) => [skill.entry.frontmatter.name, textsOf(skill)]));

function textsOf({ entry, read }: Skill): { readonly [path: string]: string } {
  const root = entry.uri.slice(0, -'SKILL.md'.length);
  const paths = entry.resources.map(({ uri }) => uri.slice(root.length));
  return Object.fromEntries(paths.map((file) => [file, read(file)]));
}
