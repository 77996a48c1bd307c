import dtWorker, { TwinObject } from '@aisystant/dt-mcp';
import exercisesWorker, { AttemptsObject, CheckObject } from '@aisystant/exercises-mcp';
import { PaceObject } from '@aisystant/ktalk-mcp';
import appWorker, { ActivityObject, GrantObject } from '../index.ts';
import { type BothWaysEnv, serverEnv } from './server-env.ts';

export { ActivityObject, AttemptsObject, CheckObject, GrantObject, PaceObject, TwinObject };

/** The app and two of its servers, each at its own origin, as the local fleet has them. */
export default {
  fetch(request: Request, env: BothWaysEnv, execution: ExecutionContext): Promise<Response> {
    const { origin } = new URL(request.url);
    const [dt, exercises] = [serverEnv('dt-mcp', env), serverEnv('exercises-mcp', env)];
    if (origin === dt.BASE_URL) return dtWorker.fetch(request, dt, execution);
    if (origin === exercises.BASE_URL) return exercisesWorker.fetch(request, exercises, execution);
    return appWorker.fetch(request, env, execution);
  },
};
