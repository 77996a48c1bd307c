import { plainFetch } from './plain-fetch.ts';

// Sign-in is limited for each address, and all tests of the fleet come from one machine. Each test file comes from an
// address of its own instead; where the fleet is deployed, the edge writes this header and a client cannot.
const address = `test ${crypto.randomUUID()}`;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  request.headers.set('cf-connecting-ip', address);
  return plainFetch(request);
};
