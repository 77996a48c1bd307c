import { mount, type ViewProps } from '../kit/mount.tsx';
import { Relationships } from './graph.tsx';
import './requirements.css';
import { Tree } from './tree.tsx';

mount('Требования', TreeOrGraph);

/** Both tools have this picture: what an epic consists of, and what relates to what. */
function TreeOrGraph({ answer, input, call }: ViewProps) {
  return answer.has('root') ? (
    <Tree answer={answer} call={call} />
  ) : (
    <Relationships answer={answer} call={call} input={input} />
  );
}
