import { startersOf } from './listing.ts';
import { privacyFacts } from './privacy-facts.ts';
import type { Submission } from './submission.ts';

/** A file of a submission: its text or its bytes, by its path. */
export type Files = { readonly [path: string]: string | Uint8Array };

/** What a person types into the portal of a directory, as Markdown: all that no file carries. */
export function formText(submission: Submission, sections: { readonly [title: string]: string }): string {
  const { listing, server, version, url } = submission;
  return [
    `# ${listing.name.en}: ${server} ${version}`,
    `MCP endpoint: ${url}`,
    ...Object.entries({ ...sections, ...common(submission) }).map(([title, text]) => `## ${title}\n\n${text}`),
  ]
    .join('\n\n')
    .concat('\n');
}

function common(submission: Submission): { readonly [title: string]: string } {
  const { listing } = submission;
  const privacy = privacyFacts({ ...submission, works_with: listing.works_with });
  const { name, tagline, summary, description, needs } = listing;
  return {
    'Starter prompts': list(startersOf(listing).map(({ prompt }) => `${prompt.en} — ${prompt.ru}`)),
    'In Russian': fields({
      name: name.ru,
      tagline: tagline.ru,
      summary: summary.ru,
      description: description.ru,
      'before one connects': needs.ru,
    }),
    Privacy: [
      fields({ recipients: privacy.recipients, retention: privacy.retention }),
      `Kept:\n\n${list(privacy.categories)}`,
      `Purposes, by permission:\n\n${list(privacy.purposes)}`,
      `Controls:\n\n${list(privacy.controls)}`,
    ].join('\n\n'),
    Cases: list(
      [...listing.positive, ...listing.negative].map(
        ({ prompt, tool, expected }) => `“${prompt.en}” (${prompt.ru}) → ${tool}: ${expected}`,
      ),
    ),
  };
}

/** A list of Markdown. */
export const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');

/** A list of named values. */
export const fields = (values: { readonly [name: string]: string }) =>
  list(Object.entries(values).map(([name, value]) => `**${name}:** ${value.replaceAll('\n', '\n  ')}`));
