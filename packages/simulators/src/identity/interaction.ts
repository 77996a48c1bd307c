import type Provider from 'oidc-provider';
import type { Context, Next } from './context.ts';
import { type AccountRegistry, type DemoLearner, isLogin } from './learner.ts';
import { languageOf, sendPage } from './page.ts';
import { type SignInPage, signInPage } from './sign-in-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const PATH = '/interaction/';

const MAX_FORM_BYTES = 4096;

/** Path of the sign-in page of an interaction. */
export function interactionPath(uid: string): string {
  return PATH + uid;
}

/** Whether a path is one of a sign-in page. */
export function isInteractionPath(path: string): boolean {
  return path.startsWith(PATH);
}

/** Routes of the sign-in page: GET shows it, POST submits its form and resumes the authorization request. */
export function interactionRoutes(
  provider: Provider,
  demoLearners: readonly DemoLearner[],
  accounts: AccountRegistry,
): (ctx: Context, next: Next) => Promise<unknown> {
  return async (ctx, next) => {
    if (!isInteractionPath(ctx.path) || !['GET', 'HEAD', 'POST'].includes(ctx.method)) return next();
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    // Only for `prompt=consent`: first-party clients need no consent.
    if (interaction.prompt.name === 'consent') return finish(provider, ctx, { consent: {} });
    const page: SignInPage = {
      language: languageOf(ctx),
      clientId: String(interaction.params.client_id),
      learners: demoLearners,
      currentLogin: accounts.loginOf(interaction.session?.accountId),
    };
    if (ctx.method !== 'POST') return sendPage(ctx, 200, page.language, signInPage(page));
    const login = readLogin(await readForm(ctx));
    if (!isLogin(login)) {
      return sendPage(ctx, 400, page.language, signInPage({ ...page, refusedLogin: login }));
    }
    const accountId = accounts.register(login);
    await endOtherSession(provider, ctx, interaction, accountId);
    return finish(provider, ctx, { login: { accountId } });
  };
}

/**
 * Ends the session of another learner in this browser. The library would do so with a self-submitting page, which
 * needs a click without JavaScript.
 */
async function endOtherSession(provider: Provider, ctx: Context, interaction: Interaction, accountId: string) {
  const session = await provider.Session.get(ctx);
  if (session.accountId === undefined || session.accountId === accountId) return;
  await session.destroy();
  interaction.session = undefined;
  await interaction.persist();
}

async function finish(provider: Provider, ctx: Context, result: Parameters<Provider['interactionResult']>[2]) {
  const returnTo = await provider.interactionResult(ctx.req, ctx.res, result);
  ctx.status = 303;
  ctx.set('cache-control', 'no-store');
  ctx.redirect(returnTo);
}

/** The login in the form, ignoring empty fields; empty if there are several. */
function readLogin(form: URLSearchParams): string {
  const logins = form
    .getAll('login')
    .map((login) => login.trim())
    .filter((login) => login !== '');
  return logins.length === 1 ? (logins[0] ?? '') : '';
}

async function readForm(ctx: Context): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) ctx.throw(413, 'the form is too long');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
