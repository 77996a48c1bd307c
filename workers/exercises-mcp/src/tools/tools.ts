import { get } from './catalogue/get.ts';
import { getHint } from './catalogue/get-hint.ts';
import { getRubric } from './catalogue/get-rubric.ts';
import { list } from './catalogue/list.ts';
import { check } from './checking/check.ts';

/** All tools, in the order in which clients list them. */
export const tools = [get, list, getHint, check, getRubric];
