// Sign-in is limited for each address, and all tests of the fleet come from one. A file that signs in often imports this
// and comes from an address of its own; where the fleet is deployed, the edge writes this header and nobody else can.
const address = `test ${crypto.randomUUID()}`;
const plainFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  request.headers.set('cf-connecting-ip', address);
  return plainFetch(request);
};
