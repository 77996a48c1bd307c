import { formatMinutes } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import type { Reader } from '../kit/read.ts';
import { allExercises } from './all-exercises.ts';
import { Waiting } from './parts.tsx';
import { Picture } from './picture.tsx';
import type { Server } from './server.ts';
import { useOutcome } from './use-outcome.ts';

function minutesOf(item: Reader): string | null {
  const minutes = item.count('estimated_minutes');
  return minutes === null ? null : formatMinutes(minutes);
}

/** The catalogue of exercises, and the one that was chosen. */
export function Exercises({ server }: { readonly server: Server }) {
  const [chosen, setChosen] = useState('');
  const [listed, retry] = useOutcome(() => allExercises(server), [server]);
  if (listed.status !== 'done') return <Waiting again={retry} outcome={listed} server={server} />;
  return (
    <>
      <label for="exercise">Какое взять</label>
      <select id="exercise" onChange={({ currentTarget }) => setChosen(currentTarget.value)} value={chosen}>
        <option value="">Выберите упражнение</option>
        {listed.value.map((item) => (
          <option key={item.text('id')} value={item.text('id') ?? ''}>
            {[item.text('title'), minutesOf(item)].filter(Boolean).join(', ')}
          </option>
        ))}
      </select>
      {chosen === '' ? null : (
        <Picture input={{ exercise_id: chosen }} server={server} title="Упражнение" tool="exercises_get" />
      )}
    </>
  );
}
