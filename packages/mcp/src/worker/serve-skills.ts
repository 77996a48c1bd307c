import { ProtocolError, ProtocolErrorCode, type Server, type ServerCapabilities } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Skill } from '../define/skill.ts';

/** Of SEP-2640; the extension's module of the SDK would bring what only a build needs. */
const EXTENSION = 'io.modelcontextprotocol/skills';

/** Announces that the server has skills. */
export const SKILLS_CAPABILITY: ServerCapabilities = { extensions: { [EXTENSION]: {} } };

/** The version of the protocol since which results say how long they may be kept. */
const FIRST_WITH_HINTS = '2026-07-28';

const ListParams = z.looseObject({});
const GetParams = z.looseObject({ uri: z.string() });

/** Serves the list of skills, and one by the address of its `SKILL.md`; their files are resources. */
export function serveSkills(mcp: Server, skills: readonly Skill[], lifetime: Lifetime): void {
  const hints = () => ((mcp.getNegotiatedProtocolVersion() ?? '') >= FIRST_WITH_HINTS ? lifetime : {});
  mcp.setRequestHandler('skills/list', { params: ListParams }, () => ({
    skills: skills.map(({ entry }) => entry),
    ...hints(),
  }));
  mcp.setRequestHandler('skills/get', { params: GetParams }, ({ uri }) => {
    const skill = skills.find(({ entry }) => entry.uri === uri);
    if (!skill) throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such skill; see skills/list.');
    return { skill: skill.entry, ...hints() };
  });
}

/** How long a client may keep an answer, in the newer era. */
interface Lifetime {
  readonly ttlMs: number;
  readonly cacheScope: 'private' | 'public';
}
