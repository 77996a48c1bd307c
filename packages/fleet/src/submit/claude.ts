import { LOGO } from '@aisystant/oauth/pages';
import { json } from '../package/package-files.ts';
import { type Files, fields, formText, list } from './form.ts';
import { justify } from './hints.ts';
import { startersOf } from './listing.ts';
import { packageName } from './problems.ts';
import type { Submission } from './submission.ts';

/** What the portal of Anthropic asks for a connector: its form as data and as text, the icon, the screenshots, the server card. */
export function claudeFiles(submission: Submission): Files {
  const { screenshots, logo, identity, url } = submission;
  return {
    'form.json': json(formOf(submission)),
    'FORM.md': formText(submission, sections(submission)),
    'icon.svg': LOGO,
    'icon.png': logo.bytes,
    ...Object.fromEntries(screenshots.map(({ bytes }, index) => [`screenshots/${index + 1}.png`, bytes])),
    'server-card.json': json({ ...identity, remotes: [{ type: 'streamable-http', url }] }),
  };
}

/** The fields of the form, in the order of its pages. */
export function formOf(submission: Submission) {
  const { server, url, listing, publisher, links, tools, screenshots } = submission;
  const { name, summary, description, category, needs } = listing;
  const open = tools.every(({ scope }) => scope === null);
  return {
    connection: { url, transport: 'streamable-http', url_model: 'the same for everybody' },
    listing: {
      name: name.en,
      one_liner: summary.en,
      description: description.en,
      categories: category.claude,
      documentation_url: links.website,
      privacy_policy_url: links.privacy,
      support_contact: publisher.support,
      icon: 'icon.svg',
      // Permanent once published.
      slug: packageName(server),
    },
    use_cases: {
      example_prompts: startersOf(listing).map(({ prompt }) => prompt.en),
      prerequisites: needs.en,
      reads_or_writes: tools.every(({ effect }) => effect === 'read') ? 'reads' : 'reads and writes',
    },
    company: { name: publisher.developer, website: links.website },
    authentication: open ? 'none' : 'oauth_cimd',
    data_handling: { api: 'first party', health_data: false, sponsored_content: false },
    // A widget opens no address of its own.
    allowed_link_uris: [],
    screenshots: screenshots.map((_, index) => ({
      file: `screenshots/${index + 1}.png`,
      prompt: startersOf(listing)[index]?.prompt.en,
    })),
    tools: tools.map((tool) => ({ name: tool.name, annotations: tool.annotations, ...justify(tool) })),
  };
}

function sections(submission: Submission): { readonly [title: string]: string } {
  const { listing, connection, company, authentication } = formOf(submission);
  return {
    Where: 'https://claude.ai/directory/manage, “Submit new”, “MCP connector”, from an account of a paid plan.',
    Connection: fields({ ...connection, authentication }),
    Listing: fields({
      name: listing.name,
      'one-liner': listing.one_liner,
      description: listing.description,
      categories: listing.categories.join(', '),
      documentation: listing.documentation_url,
      privacy: listing.privacy_policy_url,
      support: listing.support_contact ?? '—',
      slug: `${listing.slug} (never changes)`,
    }),
    Company: fields(company),
    'Only in the portal': list([
      'the reviewer’s account, with records in it, and the steps to connect; never in this repository',
      'that a person has run every tool as a custom connector in Claude',
      'the seven acknowledgements, which a person of the publisher reads and ticks',
    ]),
  };
}
