import { discussContext } from './attempts/discuss-context.ts';
import { getAttempts } from './attempts/get-attempts.ts';
import { get } from './catalogue/get.ts';
import { getHint } from './catalogue/get-hint.ts';
import { getRubric } from './catalogue/get-rubric.ts';
import { list } from './catalogue/list.ts';
import { check } from './checking/check.ts';
import { deleteMyData } from './rights/delete-my-data.ts';
import { exportMyData } from './rights/export-my-data.ts';
import { getConsent } from './rights/get-consent.ts';
import { saveConsent } from './rights/save-consent.ts';

/** All tools, in the order in which clients list them. */
export const tools = [
  get,
  list,
  getHint,
  check,
  getAttempts,
  getRubric,
  discussContext,
  getConsent,
  saveConsent,
  exportMyData,
  deleteMyData,
];
