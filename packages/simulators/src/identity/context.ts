import type Provider from 'oidc-provider';

/** One HTTP request and its response, as the provider's own server (Koa) sees them. */
export type Context = ReturnType<Provider['createContext']>;

/** Hands the request to whoever stands behind. */
export type Next = () => Promise<unknown>;
