import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Exercises } from './exercises.tsx';
import { Guides } from './guides.tsx';
import { Button } from './parts.tsx';
import { Picture, type PictureProps } from './picture.tsx';
import type { Server } from './server.ts';

/** A section of the page: what a server shows, in a part of its own that fails alone. */
export interface SectionEntry {
  readonly id: string;
  readonly title: string;
  readonly server: string;
  content(server: Server): ComponentChildren;
}

/** The server counts weeks, in the learner's time zone: that of the browser may be another. */
const THIS = { label: 'Эта неделя', input: { week: 'current' } };
const LAST = { label: 'Прошлая', input: { week: 'previous' } };
const NEXT = { label: 'Следующая', input: { week: 'next' } };

/** The sections, in their order. */
export const SECTIONS: readonly SectionEntry[] = [
  {
    id: 'week',
    title: 'Моя неделя',
    server: 'dt-mcp',
    content: (server) => (
      <Choice options={[THIS, LAST]} server={server} title="Моя неделя" tool="dt_get_week_summary" />
    ),
  },
  {
    id: 'progress',
    title: 'Мой прогресс',
    server: 'dt-mcp',
    content: (server) => (
      <Choice
        options={[
          { label: '4 недели', input: { horizon: '4w' } },
          { label: '12 недель', input: { horizon: '12w' } },
        ]}
        server={server}
        title="Мой прогресс"
        tool="dt_get_progress"
      />
    ),
  },
  {
    id: 'plan',
    title: 'Мой план',
    server: 'dt-mcp',
    content: (server) => (
      <Choice options={[THIS, NEXT, LAST]} server={server} title="Мой план" tool="dt_get_week_plan" />
    ),
  },
  { id: 'guides', title: 'Руководства', server: 'guides-mcp', content: (server) => <Guides server={server} /> },
  { id: 'exercises', title: 'Упражнения', server: 'exercises-mcp', content: (server) => <Exercises server={server} /> },
  {
    id: 'meetings',
    title: 'Встречи',
    server: 'ktalk-mcp',
    content: (server) => (
      <Picture
        input={{ limit: 10 }}
        missing="Ваших встреч здесь не видно: Толк не узнал вас по почте."
        server={server}
        title="Встречи"
        tool="get_user_records"
      />
    ),
  },
];

interface ChoiceProps extends Omit<PictureProps, 'input'> {
  readonly options: readonly { readonly label: string; readonly input: Record<string, unknown> }[];
}

/** A picture of one of several periods. */
function Choice({ options, title, ...picture }: ChoiceProps) {
  const [chosen, setChosen] = useState(0);
  return (
    <>
      <fieldset aria-label={`${title}: период`} class="choice">
        {options.map(({ label }, index) => (
          <Button aria-pressed={index === chosen} key={label} onPress={() => setChosen(index)}>
            {label}
          </Button>
        ))}
      </fieldset>
      <Picture {...picture} input={options[chosen]?.input ?? {}} title={title} />
    </>
  );
}
