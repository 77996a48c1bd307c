import { getPage } from './get-page.ts';
import { listGuides } from './list-guides.ts';
import { searchGuides } from './search-guides.ts';

/** Every tool of guides-mcp. */
export const tools = [searchGuides, getPage, listGuides];
