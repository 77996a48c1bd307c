import { exportDownload } from '@aisystant/mcp/learner-store';
import type { TwinStorage } from '../store/twin-storage.ts';

/** The bindings of a download. */
interface Twins {
  readonly TWIN: DurableObjectNamespace<TwinStorage>;
}

/** `/export/…`: a learner's data behind a one-time link. */
export const download = exportDownload<Twins>('digital-twin', ({ TWIN }) => TWIN);
