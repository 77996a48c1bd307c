import type Provider from 'oidc-provider';
import type { Context, Next } from './context.ts';
import { type DemoLearner, isLogin, type SignedInLearners } from './learner.ts';
import { languageOf, sendPage } from './page.ts';
import { type SignInPage, signInPage } from './sign-in-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const PATH = '/interaction/';

/** The form holds one name; whatever is longer did not come from our page. */
const MAX_FORM_BYTES = 4096;

/** The path of the sign-in page of one interaction. */
export function interactionPath(uid: string): string {
  return PATH + uid;
}

/** The routes of the sign-in page: GET shows it, POST takes its form and sends the browser on its way. */
export function interactionRoutes(
  provider: Provider,
  demoLearners: readonly DemoLearner[],
  signedIn: SignedInLearners,
): (ctx: Context, next: Next) => Promise<unknown> {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(PATH) || !['GET', 'HEAD', 'POST'].includes(ctx.method)) return next();
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    // Only `prompt=consent` leads here: the clients are our own and are never asked about.
    if (interaction.prompt.name === 'consent') return finish(provider, ctx, { consent: {} });
    const page: SignInPage = {
      language: languageOf(ctx),
      clientId: String(interaction.params.client_id),
      learners: demoLearners,
      currentLogin: signedIn.loginOf(interaction.session?.accountId),
    };
    if (ctx.method !== 'POST') return sendPage(ctx, 200, page.language, signInPage(page));
    const login = loginIn(await readForm(ctx));
    if (!isLogin(login)) {
      return sendPage(ctx, 400, page.language, signInPage({ ...page, refusedLogin: login }));
    }
    const accountId = signedIn.signIn(login);
    await endSessionOfAnother(provider, ctx, interaction, accountId);
    return finish(provider, ctx, { login: { accountId } });
  };
}

/**
 * Another learner signs in where one is signed in already: the old session ends here. (The library would end it by
 * a page that submits itself, which without JavaScript asks for one more click.)
 */
async function endSessionOfAnother(provider: Provider, ctx: Context, interaction: Interaction, accountId: string) {
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

/** The name in the form: an empty field beside a pressed button does not count, two different names are none. */
function loginIn(form: URLSearchParams): string {
  const names = form
    .getAll('login')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 1 ? (names[0] ?? '') : '';
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
