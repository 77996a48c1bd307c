/** Says what a command is doing while a person waits, on standard error: standard output is for its result. */
export function progress(message: string): void {
  console.error(message);
}
