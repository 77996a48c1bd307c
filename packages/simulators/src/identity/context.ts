import type Provider from 'oidc-provider';

/** Koa context of a request to the provider. */
export type Context = ReturnType<Provider['createContext']>;

/** Calls the next Koa middleware. */
export type Next = () => Promise<unknown>;
