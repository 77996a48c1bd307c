/** The fetch of Node, whatever the setup of a test file puts in its place. */
export const plainFetch = globalThis.fetch;
