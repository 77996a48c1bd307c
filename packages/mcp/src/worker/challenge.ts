/**
 * The scopes a step-up asks for: the missing one together with what the person has already allowed, so that signing in
 * again takes nothing away.
 */
export function stepUpScopes(needed: string, granted: readonly string[] = []): [string, ...string[]] {
  return [needed, ...granted.filter((scope) => scope !== needed && scope !== 'offline_access')];
}

/** The `WWW-Authenticate` challenge (RFC 6750) that starts a step-up. */
export function stepUpChallenge(metadataUrl: string, needed: string, granted?: readonly string[]): string {
  const parameters = {
    error: 'insufficient_scope',
    error_description: describe(needed),
    scope: stepUpScopes(needed, granted).join(' '),
    resource_metadata: metadataUrl,
  };
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** The HTTP answer that starts a step-up (RFC 6750): signing in again with these scopes mends it, repeating does not. */
export function stepUpRefusal(metadataUrl: string, needed: string, granted: readonly string[]): Response {
  const body = { error: 'insufficient_scope', error_description: describe(needed) };
  const headers = { 'www-authenticate': stepUpChallenge(metadataUrl, needed, granted) };
  return Response.json(body, { status: 403, headers });
}

function describe(needed: string): string {
  return `This needs the permission ${needed}`;
}
