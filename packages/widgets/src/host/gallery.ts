import './host.ts';
import type { Scene } from './host.ts';

/** A widget of the gallery, with the call whose answer it shows. */
interface Exhibit {
  readonly widget: string;
  readonly title: string;
  readonly server: string;
  readonly tool: string;
  readonly input: Record<string, unknown>;
}

/** What the gallery shows: every widget, for every demo learner. */
interface Catalogue {
  readonly exhibits: readonly Exhibit[];
  readonly learners: readonly { readonly login: string; readonly title: string }[];
}

const select = (id: string) => document.getElementById(id) as HTMLSelectElement;
const place = document.getElementById('stage') as HTMLElement;
const text = document.getElementById('text') as HTMLElement;

/** How often something was chosen: an answer that comes after a later choice is not shown. */
let choices = 0;

const catalogue: Catalogue = await (await fetch('/catalogue')).json();
fill(
  'widget',
  catalogue.exhibits.map(({ title }) => [title, title]),
);
fill(
  'learner',
  catalogue.learners.map(({ login, title }) => [login, `${login}: ${title}`]),
);
for (const id of ['widget', 'learner', 'host', 'theme', 'width'])
  select(id).addEventListener('change', () => void show());
await show();

function fill(id: string, options: readonly (readonly [value: string, label: string])[]): void {
  select(id).replaceChildren(...options.map(([value, label]) => new Option(label, value)));
}

async function show(): Promise<void> {
  choices += 1;
  const choice = choices;
  const exhibit = catalogue.exhibits.find(({ title }) => title === select('widget').value);
  if (!exhibit) return;
  const { server, tool, input, widget } = exhibit;
  const call = (name: string, args: unknown): Promise<{ content?: readonly { text?: string }[] }> =>
    post('/call', { server, login: select('learner').value, name, arguments: args });
  window.callTool = ({ name, arguments: args }) => call(name, args);
  document.documentElement.style.colorScheme = select('theme').value;
  const [result, html] = await Promise.all([
    call(tool, input),
    fetch(`/widgets/${widget}`).then((page) => page.text()),
  ]);
  if (choice !== choices) return;
  text.textContent = result.content?.map((part) => part.text ?? '').join('\n') ?? '';
  await window.showScene(
    {
      html,
      host: select('host').value as Scene['host'],
      theme: select('theme').value as Scene['theme'],
      width: Number(select('width').value),
      input,
      result,
    },
    place,
  );
  document.body.dataset['shown'] = `${exhibit.title} ${select('learner').value}`;
}

async function post(path: string, body: object) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}
