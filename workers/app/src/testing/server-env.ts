import type { AppEnv } from '../server.ts';

/** Bindings of the Worker of the tests: those of the app, and the sign-ins of two servers. */
export interface BothWaysEnv extends AppEnv {
  readonly DT_KV: KVNamespace;
  readonly EXERCISES_KV: KVNamespace;
}

/** The servers that the tests reach at their own addresses too. */
export type OtherWay = 'dt-mcp' | 'exercises-mcp';

const known = new WeakMap<BothWaysEnv, { readonly [server in OtherWay]: BothWaysEnv }>();

/** The environment of a server: its own origin, sign-ins and subject key over the objects that the app is bound to. */
export function serverEnv(server: OtherWay, env: BothWaysEnv): BothWaysEnv {
  const envs = known.get(env) ?? {
    'dt-mcp': {
      ...env,
      BASE_URL: 'http://localhost:8789',
      OAUTH_KV: env.DT_KV,
      SUBJECT_KEY: env.DT_SUBJECT_KEY,
      ACTIVITY: env.DT_ACTIVITY,
    },
    'exercises-mcp': {
      ...env,
      BASE_URL: 'http://localhost:8791',
      OAUTH_KV: env.EXERCISES_KV,
      SUBJECT_KEY: env.EXERCISES_SUBJECT_KEY,
      ACTIVITY: env.EXERCISES_ACTIVITY,
    },
  };
  known.set(env, envs);
  return envs[server];
}
