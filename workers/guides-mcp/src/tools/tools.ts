import { checkContext } from './check-context.ts';
import { fetch } from './fetch.ts';
import { getConcept } from './get-concept.ts';
import { getPage } from './get-page.ts';
import { getToc } from './get-toc.ts';
import { listGuides } from './list-guides.ts';
import { listPath } from './list-path.ts';
import { nextPage } from './next-page.ts';
import { search } from './search.ts';
import { searchGuides } from './search-guides.ts';

/** Every tool of guides-mcp. */
export const tools = [
  searchGuides,
  getPage,
  listGuides,
  getToc,
  listPath,
  getConcept,
  nextPage,
  checkContext,
  search,
  fetch,
];
