/** An answer of a tool, as its contract has it, for the tests of the widget that shows it. */
export interface Answer {
  readonly widget: string;
  /** What is particular about it. */
  readonly name: string;
  readonly server: string;
  readonly tool: string;
  readonly input: { readonly [field: string]: unknown };
  readonly answer: { readonly [field: string]: unknown };
}
