import { entries, json, schemaOf } from '../package/package-files.ts';
import { type Files, fields, formText } from './form.ts';
import { justify } from './hints.ts';
import { type NegativeCase, type PositiveCase, startersOf } from './listing.ts';
import { packageName } from './problems.ts';
import type { Submission } from './submission.ts';
import { zip } from './zip.ts';

const SUBMISSION_SCHEMA = 'https://developers.openai.com/plugins/schemas/chatgpt-app-submission.v1.json';
/** The older words for categories, which this file still has. */
const FILE_CATEGORIES: { readonly [category: string]: string } = {
  'Education & Research': 'EDUCATION',
  'Business & Operations': 'BUSINESS',
  Communication: 'COLLABORATION',
  'Developer Tools': 'DEVELOPER_TOOLS',
};
/** The colour of the logo. */
const BRAND_COLOUR = '#1f5f4a';

/**
 * What the portal of OpenAI takes: the ZIP of the plugin, the file that fills in its form, the screenshots, and what a person
 * types there.
 */
export function chatgptFiles(submission: Submission): Files {
  const { server, version, screenshots } = submission;
  const plugin = pluginFiles(submission);
  return {
    [`${packageName(server)}-${version}.zip`]: zip(plugin),
    'chatgpt-app-submission.json': json(submissionFile(submission)),
    ...Object.fromEntries(screenshots.map(({ bytes }, index) => [`screenshots/${index + 1}.png`, bytes])),
    'FORM.md': formText(submission, {
      Upload: `${packageName(server)}-${version}.zip at https://platform.openai.com/plugins, “With MCP”; then chatgpt-app-submission.json.`,
      'Only in the portal': fields({
        'domain verification':
          'copy the token that the portal shows into OPENAI_APPS_CHALLENGE under [vars] of the server’s wrangler.toml, deploy, press Verify',
        'reviewer account':
          'a login without a second factor and without sign-up, with records in it; never in the ZIP or in this repository',
        attestations: 'a person of the publisher reads and ticks them',
      }),
    }),
  };
}

/** The folder of the plugin, which the ZIP holds at its root. */
export function pluginFiles(submission: Submission): Files {
  const { server, url, skills, logo, screenshots } = submission;
  const texts = Object.entries(skills).flatMap(([skill, its]) =>
    Object.entries(its).map(([path, text]) => [`skills/${skill}/${path}`, text] as const),
  );
  return {
    'plugin.json': json(manifest(submission)),
    'mcp.json': json({ $schema: schemaOf('mcp'), mcpServers: entries([{ name: server, url }], 'streamable-http') }),
    ...Object.fromEntries(texts),
    'assets/logo.png': logo.bytes,
    ...Object.fromEntries(screenshots.map(({ bytes }, index) => [`assets/screenshot-${index + 1}.png`, bytes])),
  };
}

function manifest(submission: Submission) {
  const { server, version, listing, publisher, links } = submission;
  return {
    $schema: schemaOf('plugin'),
    name: packageName(server),
    version,
    description: listing.summary.en,
    author: { name: publisher.developer, url: links.website },
    homepage: links.website,
    license: 'MIT',
    extensions: {
      'com.openai': {
        interface: interfaceOf(submission),
        review: {
          test_cases: { positive: listing.positive.map(positiveCase), negative: listing.negative.map(negativeCase) },
          ...(listing.recording && { demo_recording_url: listing.recording }),
          commerce: false,
        },
        publication: { countries: [], release_notes: `Version ${version}. ${listing.summary.en}` },
      },
    },
  };
}

function interfaceOf({ listing, publisher, links, screenshots, scopes }: Submission) {
  const { name, tagline, description, category } = listing;
  return {
    displayName: name.en,
    shortDescription: tagline.en,
    longDescription: `${description.en}\n\n${listing.needs.en}`,
    developerName: publisher.developer,
    category: category.chatgpt,
    capabilities: Object.values(scopes).map(({ en }) => en),
    websiteURL: links.website,
    ...(publisher.support && { supportURL: publisher.support }),
    privacyPolicyURL: links.privacy,
    termsOfServiceURL: links.terms,
    defaultPrompt: startersOf(listing).map(({ prompt }) => prompt.en),
    brandColor: BRAND_COLOUR,
    logo: './assets/logo.png',
    composerIcon: './assets/logo.png',
    ...(screenshots.length > 0 && {
      screenshots: screenshots.map((_, index) => `./assets/screenshot-${index + 1}.png`),
    }),
  };
}

const positiveCase = ({ prompt, tool, expected }: PositiveCase) => ({
  description: `The person asks: “${prompt.ru}”`,
  prompt: prompt.en,
  tools_triggered: tool,
  expected_behavior: expected,
});

const negativeCase = ({ prompt, expected }: NegativeCase) => ({
  description: `The person asks: “${prompt.ru}”`,
  prompt: prompt.en,
  tools_triggered: '',
  expected_behavior: expected,
});

/** The file by which the portal fills in its form, version 1 of its schema. */
export function submissionFile({ listing, tools }: Submission) {
  const formCase = ({ prompt, expected }: PositiveCase | NegativeCase, tools_triggered: string | null) => ({
    description: `The person asks: “${prompt.ru}”`,
    user_prompt: prompt.en,
    file_attachment_urls: null,
    tools_triggered,
    expected_output: expected,
    expected_output_url: null,
  });
  return {
    $schema: SUBMISSION_SCHEMA,
    schema_version: 1,
    app_info: {
      display_name: listing.name.en,
      subtitle: listing.tagline.en,
      description: listing.description.en,
      category: FILE_CATEGORIES[listing.category.chatgpt] ?? 'PRODUCTIVITY',
    },
    tools: Object.fromEntries(
      tools.map((tool) => {
        const { readOnlyHint, openWorldHint, destructiveHint } = tool.annotations;
        return [
          tool.name,
          { annotations: { readOnlyHint, openWorldHint, destructiveHint }, justifications: justify(tool) },
        ];
      }),
    ),
    test_cases: listing.positive.map((each) => formCase(each, each.tool)),
    negative_test_cases: listing.negative.map((each) => formCase(each, null)),
  };
}
