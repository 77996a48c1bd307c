import type { Skill } from '@aisystant/mcp';

const NAME = 'check-the-protocol';
const DESCRIPTION = 'How to check that a server conforms; use when a release is prepared.';

/** The files of the skill by path. */
export const SKILL_FILES: Readonly<Record<string, string>> = {
  'SKILL.md': `---\nname: ${NAME}\ndescription: ${DESCRIPTION}\n---\n\nRun the suite, then read [the list](references/expected.md).\n`,
  'references/expected.md': 'Every expected failure has a reason.\n',
};

/** A skill with a reference, as a build describes it; `skill.test.ts` makes the description again. */
export const skill: Skill = {
  entry: {
    uri: `skill://${NAME}/SKILL.md`,
    frontmatter: { name: NAME, description: DESCRIPTION },
    resources: [
      {
        uri: `skill://${NAME}/SKILL.md`,
        digest: 'sha256:f4e57dee7fe91c0219f6ab0360be39bd1cf9d1c57580166d5e947354a7e41024',
        size: 177,
      },
      {
        uri: `skill://${NAME}/references/expected.md`,
        digest: 'sha256:4b475b2d48fc0e67743898d4c9d43df0e534a6ba62ce04373b562c9bed369ee3',
        size: 37,
      },
    ],
  },
  read: (path) => SKILL_FILES[path] ?? '',
};
