import { startersOf } from './listing.ts';
import { hasWidgets, type Submission } from './submission.ts';

/** Width of the screenshots of ChatGPT's directory, pixels. */
export const CHATGPT_WIDTH = 706;
/** Least and greatest height of them, pixels. */
export const CHATGPT_HEIGHTS = { least: 400, most: 860 } as const;
/** Least width of a screenshot, and how many there are, in Claude's directory. */
const CLAUDE_WIDTH = 1000;
const CLAUDE_COUNT = { least: 3, most: 5 } as const;
/** Sides of a logo, pixels. */
const LOGO = { least: 48, most: 4096 } as const;

/** Problems of the logo and of the screenshots. */
export function pictureProblems(submission: Submission): readonly string[] {
  const { host, server, logo, screenshots } = submission;
  const problems = [...logoProblems(logo)];
  if (!hasWidgets(submission)) {
    if (screenshots.length > 0) problems.push('it has screenshots, and no tool has a picture: take them out.');
  } else {
    problems.push(...starterProblems(submission));
    problems.push(...(host === 'chatgpt' ? chatgptProblems(submission) : claudeProblems(submission)));
  }
  return problems.map((problem) => `${server}: ${problem}`);
}

function logoProblems({ width, height }: Submission['logo']): readonly string[] {
  const square = width === height && width >= LOGO.least && width <= LOGO.most;
  return square ? [] : [`the logo is ${width} × ${height}: make a square of ${LOGO.least} to ${LOGO.most} pixels.`];
}

/** A starter prompt is listed beside its picture. */
function starterProblems({ listing, tools }: Submission): readonly string[] {
  const pictured = tools.filter(({ ui }) => ui?.widget !== undefined).map(({ name }) => name);
  return startersOf(listing).flatMap(({ tool }, index) =>
    pictured.includes(tool)
      ? []
      : [`positive[${index}] calls ${tool}, which has no picture: begin with ${pictured.join(', ')}.`],
  );
}

function chatgptProblems({ screenshots, listing }: Submission): readonly string[] {
  const { least, most } = CHATGPT_HEIGHTS;
  const wanted = startersOf(listing).length;
  return [
    ...(screenshots.length === wanted
      ? []
      : [
          `it has ${screenshots.length} screenshots of ${wanted}: one for each starter prompt, whose tool has a picture.`,
        ]),
    ...screenshots.flatMap(({ width, height }, index) =>
      width === CHATGPT_WIDTH && height >= least && height <= most
        ? []
        : [`screenshot ${index + 1} is ${width} × ${height}: take it ${CHATGPT_WIDTH} wide, ${least} to ${most} high.`],
    ),
  ];
}

function claudeProblems({ screenshots }: Submission): readonly string[] {
  const { least, most } = CLAUDE_COUNT;
  return [
    ...(screenshots.length >= least && screenshots.length <= most
      ? []
      : [
          `it has ${screenshots.length} screenshots of ${least} to ${most}: choose starter prompts whose tools have pictures.`,
        ]),
    ...screenshots.flatMap(({ width, height }, index) =>
      width >= CLAUDE_WIDTH
        ? []
        : [`screenshot ${index + 1} is ${width} × ${height}: take it at least ${CLAUDE_WIDTH} wide.`],
    ),
  ];
}
