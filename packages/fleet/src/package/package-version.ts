import { createHash } from 'node:crypto';

/** Version of the plugin package, with a digest of what hosts install under it. */
export interface PackageVersion {
  /** `MAJOR.MINOR.PATCH`. */
  readonly version: string;
  /** SHA-256 of the installed files, hexadecimal. */
  readonly content: string;
}

/**
 * The version under which the package is offered: hosts install a package again only when its version is another one, so other
 * files under the kept version would never be installed. A changed package gets the next PATCH.
 * @param files files of the package by path, made with a version that is always the same
 */
export function versionOf(files: { readonly [path: string]: string }, kept: PackageVersion): PackageVersion {
  const content = digestOf(files);
  if (content === kept.content) return kept;
  const [major = '0', minor = '0', patch = '0'] = kept.version.split('.');
  return { version: `${major}.${minor}.${Number(patch) + 1}`, content };
}

function digestOf(files: { readonly [path: string]: string }): string {
  const entries = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}
