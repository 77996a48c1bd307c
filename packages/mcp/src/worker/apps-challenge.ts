/** Where OpenAI looks for the proof that the owner of an app holds the domain of its server. */
export const APPS_CHALLENGE_PATH = '/.well-known/openai-apps-challenge';

/** Answers with the token that the portal of the apps gave, exactly and as text; null where none is configured. */
export function appsChallenge(token: string | undefined): Response | null {
  const proof = token?.trim();
  if (!proof) return null;
  // The portal asks again after the token was replaced.
  return new Response(proof, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}
