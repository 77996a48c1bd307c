export { issueToken, type TestPerson } from '@aisystant/oauth/testing';
export { forgedCursor } from './forged-cursor.ts';
export { keptDataContract } from './kept-data-contract.ts';
export { largestInputsContract } from './largest-inputs.ts';
export { migrateD1 } from './migrate-d1.ts';
export {
  type Ask,
  createPeople,
  refusalOf,
  type SignedInPerson,
  type TestClient,
  type TestPeople,
  type ToolAnswer,
} from './person.ts';
export {
  BOTH_ERAS,
  callTool,
  type Era,
  type Exchange,
  type Fetch,
  listOf,
  OLD_ERAS,
  post,
  type Reply,
  send,
  workerFetch,
} from './rpc.ts';
export { serverContract } from './server-contract.ts';
export { twoPeopleContract } from './two-people.ts';
