import { exportDownload } from '@aisystant/mcp/learner-store';
import type { McpEnv } from '@aisystant/mcp/worker';
import type { TwinStorage } from '../store/twin-storage.ts';

/** The bindings of a download. */
interface Twins extends Pick<McpEnv, 'ACTIVITY'> {
  readonly TWIN: DurableObjectNamespace<TwinStorage>;
}

/** `/export/…`: a learner's data behind a one-time link. */
export const download = exportDownload<Twins>('digital-twin', ({ TWIN }, address) =>
  TWIN.get(TWIN.idFromString(address)),
);
