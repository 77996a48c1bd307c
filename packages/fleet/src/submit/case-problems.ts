import type { Submission } from './submission.ts';

/** How many cases the directory of ChatGPT takes, exactly. */
const POSITIVE = 5;
const NEGATIVE = 3;
const CASE_CHARACTERS = 4000;

/** Problems of the cases by which a reviewer tries the server. */
export function caseProblems({ server, listing: { positive, negative }, tools }: Submission): readonly string[] {
  const offered = tools.map(({ name }) => name);
  const all = [
    ...positive.map((each, index) => ({ ...each, at: `positive[${index}]` })),
    ...negative.map((each, index) => ({ ...each, at: `negative[${index}]` })),
  ];
  return [
    ...counted('positive', positive.length, POSITIVE),
    ...counted('negative', negative.length, NEGATIVE),
    ...all.flatMap(({ at, tool, expected }) => [
      ...(offered.includes(tool) ? [] : [`${at} calls ${tool}, which the server does not offer: choose another tool.`]),
      ...(expected.length > 0 && expected.length <= CASE_CHARACTERS
        ? []
        : [`${at}.expected must have 1 to ${CASE_CHARACTERS} characters: say what the reviewer sees.`]),
    ]),
  ].map((problem) => `${server}, listing.yaml: ${problem}`);
}

function counted(kind: string, given: number, wanted: number): readonly string[] {
  return given === wanted ? [] : [`it has ${given} ${kind} cases of exactly ${wanted}: add or take out some.`];
}
