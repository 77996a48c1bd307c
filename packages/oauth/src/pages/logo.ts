/** The logo as SVG. */
export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="15" fill="#1f5f4a"/><path d="M9 23 16 8l7 15-7-4z" fill="#fff"/></svg>';

/** Path of the logo. */
export const LOGO_PATH = '/logo.svg';

/** Responds with the logo. */
export function logoResponse(): Response {
  return new Response(LOGO, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' } });
}
