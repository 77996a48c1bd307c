/** The scopes a step-up asks for: the missing ones and those already granted, so that signing in again removes none. */
export function stepUpScopes(missing: readonly string[], granted: readonly string[] = []): readonly string[] {
  return [...missing, ...granted.filter((scope) => !missing.includes(scope) && scope !== 'offline_access')];
}

/** The `WWW-Authenticate` challenge (RFC 6750) that starts a step-up. */
export function stepUpChallenge(metadataUrl: string, missing: readonly string[], granted?: readonly string[]): string {
  const parameters = {
    error: 'insufficient_scope',
    error_description: describe(missing),
    scope: stepUpScopes(missing, granted).join(' '),
    resource_metadata: metadataUrl,
  };
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** The HTTP 403 that starts a step-up (RFC 6750 §3.1): repeating the request without new scopes cannot succeed. */
export function stepUpRefusal(metadataUrl: string, missing: readonly string[], granted: readonly string[]): Response {
  const body = { error: 'insufficient_scope', error_description: describe(missing) };
  const headers = { 'www-authenticate': stepUpChallenge(metadataUrl, missing, granted) };
  return Response.json(body, { status: 403, headers });
}

function describe(missing: readonly string[]): string {
  return `This needs the permission${missing.length > 1 ? 's' : ''} ${missing.join(' ')}`;
}
