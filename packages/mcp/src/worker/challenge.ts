/** The scopes a step-up asks for: the missing one and those already granted, so that signing in again removes none. */
export function stepUpScopes(required: string, granted: readonly string[] = []): [string, ...string[]] {
  return [required, ...granted.filter((scope) => scope !== required && scope !== 'offline_access')];
}

/** The `WWW-Authenticate` challenge (RFC 6750) that starts a step-up. */
export function stepUpChallenge(metadataUrl: string, required: string, granted?: readonly string[]): string {
  const parameters = {
    error: 'insufficient_scope',
    error_description: describe(required),
    scope: stepUpScopes(required, granted).join(' '),
    resource_metadata: metadataUrl,
  };
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** The HTTP 403 that starts a step-up (RFC 6750 §3.1): repeating the request without new scopes cannot succeed. */
export function stepUpRefusal(metadataUrl: string, required: string, granted: readonly string[]): Response {
  const body = { error: 'insufficient_scope', error_description: describe(required) };
  const headers = { 'www-authenticate': stepUpChallenge(metadataUrl, required, granted) };
  return Response.json(body, { status: 403, headers });
}

function describe(required: string): string {
  return `This needs the permission ${required}`;
}
