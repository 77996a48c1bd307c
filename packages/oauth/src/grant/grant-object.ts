import { DurableObject } from 'cloudflare:workers';
import type { SignInEnv } from '../config.ts';
import { createGrant, type Grant } from './grant.ts';

/**
 * One grant: the object through which everything goes that spends its code or a refresh token, one request at a time. KV
 * alone has no transactions: of two requests at once each would get a pair, of which one is dead.
 */
export class GrantObject extends DurableObject<SignInEnv> {
  readonly #grant: Grant = createGrant(this.env, this.ctx.storage);

  /** Answers a token request; `x-request-id` goes into its log lines, `x-issuer` is the server's issuer. */
  override fetch(request: Request): Promise<Response> {
    return this.#grant.fetch(request);
  }

  /** Ends the grant permanently: no later request gets a token, whatever KV still shows. */
  revoke(): Promise<void> {
    return this.#grant.revoke();
  }

  /** Whether the grant was ended, whatever KV still shows. */
  isRevoked(): Promise<boolean> {
    return this.#grant.isRevoked();
  }

  /** Nothing was asked for longer than a grant lives. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
