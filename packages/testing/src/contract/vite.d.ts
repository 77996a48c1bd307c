declare module '*?raw' {
  const text: string;
  export default text;
}

interface ImportMeta {
  /** Files by pattern, read when the tests are built. */
  glob<T>(
    pattern: string,
    options: { readonly query: string; readonly import: string; readonly eager: true },
  ): { readonly [path: string]: T };
}
