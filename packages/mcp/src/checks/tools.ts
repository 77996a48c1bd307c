import { isRecord } from '../define/is-record.ts';
import { type Check, type CheckGroup, failUnless, PASSED, SKIPPED } from './check.ts';
import { canListTools, discover, initialize, resultOf } from './exchange.ts';
import { type ListedTool, listedTools } from './listed-tools.ts';
import { tokensOf } from './model-cost.ts';
import { refusedKeywords } from './schema-keywords.ts';

const MOST_DESCRIPTION = 2_048;
/** Cursor refuses a tool whose name together with the server's is longer. */
const MOST_NAME_WITH_SERVER = 60;
const HINTS = ['readOnlyHint', 'destructiveHint', 'openWorldHint'];

/** Whether models and directories can use what the server shows. */
export const tools: CheckGroup = {
  title: 'tools',
  gate: false,
  checks: [
    {
      id: 'tools-list',
      title: 'tools/list shows tools, without a session',
      breaks: 'every client: the server is connected and has no tools',
      fix: 'answer tools/list with the tools, also when it is the first request',
      run: async (probe) => {
        if (!(await canListTools(probe))) return SKIPPED;
        return failUnless((await listedTools(probe)).length > 0, 'no tools');
      },
    },
    each({
      id: 'tool-names',
      title: 'every name consists of letters, digits and underscores',
      breaks: 'claude.ai and Claude Desktop: one name with a dot hides the whole connector; Copilot CLI stops',
      fix: 'name tools by ^[a-z][a-zA-Z0-9_]{2,39}$; a dot becomes an underscore',
      wrong: ({ name }) => typeof name !== 'string' || !/^[a-z][a-zA-Z0-9_]{2,39}$/.test(name),
    }),
    {
      id: 'tool-names-unique',
      title: 'the names are unique',
      breaks: 'ChatGPT refuses the server; others may call the wrong tool',
      fix: 'give every tool a name of its own',
      run: async (probe) => {
        const names = (await listedTools(probe)).map(({ name }) => String(name));
        if (names.length === 0) return SKIPPED;
        const twice = names.filter((name, index) => names.indexOf(name) !== index);
        return failUnless(twice.length === 0, twice.join(', '));
      },
    },
    each({
      id: 'tool-titles',
      title: 'every tool has a title',
      breaks: 'the directories of Claude and ChatGPT reject the server; people see the technical name',
      fix: 'give every tool a title',
      wrong: ({ title, annotations }) => !title && !(isRecord(annotations) && annotations['title']),
    }),
    each({
      id: 'tool-descriptions',
      title: `every description has 1 to ${MOST_DESCRIPTION} characters`,
      breaks: 'without one a model cannot choose the tool; clients truncate a long one',
      fix: 'say in a few lines what the tool answers, when to use it and when not',
      wrong: ({ description }) =>
        typeof description !== 'string' || !description || description.length > MOST_DESCRIPTION,
    }),
    each({
      id: 'tool-hints',
      title: `every tool says ${HINTS.join(', ')}`,
      breaks: 'ChatGPT assumes the worst for a missing hint and asks before every call; a directory rejects the server',
      fix: 'set all three hints to true or false',
      wrong: ({ annotations }) =>
        !isRecord(annotations) || HINTS.some((hint) => typeof annotations[hint] !== 'boolean'),
    }),
    each({
      id: 'tool-input',
      title: 'every input schema is an object',
      breaks: 'clients that check schemas drop the tool, some the whole list',
      fix: 'give inputSchema with "type": "object"',
      wrong: ({ inputSchema }) => !isRecord(inputSchema) || inputSchema['type'] !== 'object',
    }),
    each({
      id: 'tool-output',
      title: 'every tool has an output schema',
      severity: 'warning',
      breaks: 'nothing at first: models and widgets guess what the fields mean, and ChatGPT warns at submission',
      fix: 'give outputSchema with "type": "object"',
      wrong: ({ outputSchema }) => !isRecord(outputSchema) || outputSchema['type'] !== 'object',
    }),
    each({
      id: 'tool-schemas',
      title: 'schemas use only keywords that every large client accepts',
      breaks: 'Gemini rejects the whole list for one unknown keyword; others pass useless keywords on to the model',
      fix: 'leave out propertyNames, const, oneOf, a format other than date-time, bounds of ±2^53; check them in the handler',
      wrong: ({ inputSchema, outputSchema }) =>
        [...refusedKeywords(inputSchema, 'input'), ...refusedKeywords(outputSchema, 'output')].length > 0,
    }),
    {
      id: 'context-budget',
      title: 'the list of tools takes few tokens',
      breaks: 'every client: the tools fill the conversation before it begins, and the model chooses worse',
      fix: 'shorten descriptions, or offer fewer tools',
      run: async (probe) => {
        const listed = await listedTools(probe);
        if (listed.length === 0) return SKIPPED;
        // Who gives a client the address of all the tools has chosen what they cost.
        if (probe.endpoint.searchParams.get('tools') === 'full') return PASSED;
        const tokens = tokensOf(
          listed.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
        );
        return failUnless(tokens < probe.mostTokens, `${tokens} tokens, the most is ${probe.mostTokens}`);
      },
    },
    {
      id: 'instructions',
      title: 'the server has instructions',
      breaks: 'models do not learn what the server is for and how its tools work together',
      fix: 'give instructions; the first 512 characters carry the main point',
      run: async (probe) => {
        const opened = resultOf(await initialize(probe)) ?? resultOf(await discover(probe));
        return opened ? failUnless(Boolean(opened['instructions']), 'no instructions') : SKIPPED;
      },
    },
    {
      id: 'server-name',
      title: 'the name of the server is plain, and short enough beside the names of its tools',
      breaks: 'Claude hides all tools of a server with a dot or an apostrophe in its name; Cursor drops long names',
      fix: `name it by letters, digits and hyphens, with a tool at most ${MOST_NAME_WITH_SERVER} characters`,
      run: async (probe) => {
        const about = resultOf(await initialize(probe))?.['serverInfo'];
        if (!isRecord(about)) return SKIPPED;
        const name = String(about['name']);
        const longest = Math.max(0, ...(await listedTools(probe)).map((tool) => String(tool['name']).length));
        return failUnless(/^[a-zA-Z0-9_-]+$/.test(name) && name.length + longest <= MOST_NAME_WITH_SERVER, name);
      },
    },
  ],
};

type Rule = Pick<Check, 'id' | 'title' | 'breaks' | 'fix'> & {
  readonly severity?: 'warning';
  /** Whether a tool breaks the rule. */
  readonly wrong: (tool: ListedTool) => boolean;
};

/** A check that every listed tool must pass; it names those that do not. */
function each({ wrong, severity, ...rule }: Rule): Check {
  return {
    ...rule,
    ...(severity && { severity }),
    run: async (probe) => {
      const listed = await listedTools(probe);
      if (listed.length === 0) return SKIPPED;
      const offenders = listed.filter(wrong).map(({ name }) => String(name));
      return failUnless(offenders.length === 0, offenders.join(', '));
    },
  };
}
