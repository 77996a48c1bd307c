import { defineProject, type UserWorkspaceConfig } from 'vitest/config';

/** A vitest project whose tests run in Node: pure domain code, build scripts, simulators, the command line. */
export function nodeProject(name: string, include: string[]): UserWorkspaceConfig {
  return defineProject({ test: { name, include, environment: 'node' } });
}
