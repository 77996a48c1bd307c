import { type ServerContract, serverIdentity, shownByDefault, type ToolContract } from '@aisystant/mcp';
import { type Kept, portal } from '../servers.ts';
import type { Listing, Publisher } from './listing.ts';

/** A directory. */
export type Host = 'chatgpt' | 'claude';

/** An image in PNG. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** The pictures of a submission. */
export interface Pictures {
  readonly logo: Picture;
  /** One for each starter prompt; none where the server has no widgets. */
  readonly screenshots: readonly Picture[];
}

/** All that a directory is told of a server, before it is written in the directory's own form. */
export interface Submission extends Pictures {
  readonly host: Host;
  readonly server: string;
  readonly version: string;
  /** Address of the MCP endpoint. */
  readonly url: string;
  readonly instructions: string;
  readonly identity: ReturnType<typeof serverIdentity>;
  readonly scopes: ServerContract['scopes'];
  readonly keeps: readonly Kept[];
  /** What it copies from other systems, English, in the words of the privacy page. */
  readonly copies: readonly string[];
  /** Whether people share in it what they write. */
  readonly shared: boolean;
  /** Whether its account page gives a copy of what is kept, and its deletion. */
  readonly accountRights: boolean;
  readonly listing: Listing;
  readonly publisher: Publisher;
  readonly links: { readonly website: string; readonly privacy: string; readonly terms: string };
  /** The tools that `tools/list` shows at the address. */
  readonly tools: readonly ToolContract[];
  /** Files by path in the skill's folder, by name of the skill. */
  readonly skills: { readonly [name: string]: { readonly [path: string]: string } };
}

/** What a submission is made of besides the contract of the server. */
export interface SubmissionParts
  extends Pictures,
    Pick<
      Submission,
      'host' | 'url' | 'listing' | 'publisher' | 'keeps' | 'copies' | 'shared' | 'accountRights' | 'skills'
    > {
  /** Origin of the portal. Default: where it is deployed. */
  readonly website?: string;
}

/** Puts together what a directory is told of a server. */
export function submissionOf(
  contract: ServerContract,
  { website = portal.publicUrl, ...parts }: SubmissionParts,
): Submission {
  const { server, version, instructions, scopes, tools } = contract;
  const shown = shownByDefault(contract);
  return {
    ...parts,
    server,
    version,
    instructions,
    scopes,
    identity: serverIdentity({ ...contract, name: server }, parts.url),
    links: { website, privacy: `${website}/privacy`, terms: `${website}/terms` },
    tools: tools.filter(({ id }) => shown.includes(id)),
  };
}

/** Whether any tool of it has a picture. */
export const hasWidgets = ({ tools }: Pick<Submission, 'tools'>) => tools.some(({ ui }) => ui?.widget !== undefined);
