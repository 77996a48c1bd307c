const REDACTED = '…';

/** Replaces every secret in a text, as it is and percent-encoded. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return forms.reduce((redacted, form) => redacted.replaceAll(form, REDACTED), text);
}
