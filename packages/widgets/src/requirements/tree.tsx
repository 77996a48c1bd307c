import { plural } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../kit/mount.tsx';
import { Rest, usePages } from '../kit/pages.tsx';
import { Figure, Figures, Heading, Note } from '../kit/parts.tsx';
import { type Coverage, coverageOf, type Gap, gapsOf, itemsOf, nodeOf, type TreeNode, treeOf } from './read-tree.ts';
import { shownStatus, statusWord } from './statuses.ts';

/** A tree of more entities is shown level by level. */
const MOST_AT_ONCE = 40;
/** Entities of a page that the widget asks for. */
const PAGE = 100;

/** What an epic or a story consists of, with statuses and what is missing. */
export function Tree({ answer, call }: Pick<ViewProps, 'answer' | 'call'>) {
  const root = nodeOf(answer.record('root'));
  const pages = usePages(answer, call && ((cursor) => call('get_hierarchy', { id: root.name, limit: PAGE, cursor })));
  const [onlyGaps, setOnlyGaps] = useState(false);
  const items = itemsOf(pages.loaded);
  const nodes = treeOf(items);
  const shown = onlyGaps ? gapsOf(nodes) : nodes;
  const [stories, requirements] = [coverageOf(answer, 'criteria'), coverageOf(answer, 'test')];
  const hasGaps = (stories.gaps ?? 0) + (requirements.gaps ?? 0) > 0;
  return (
    <>
      <Heading
        about={root.status && statusWord(root.status)}
        title={[root.name, root.title].filter(Boolean).join(' ') || 'Дерево требований'}
      />
      {nodes.length > 0 ? null : (
        <Note>{answer.isNothing('items') ? 'Здесь ещё ничего нет.' : 'Что здесь есть, неизвестно.'}</Note>
      )}
      <Figures>
        {stories.all === 0 ? null : <Counted coverage={stories} lacking="без критериев" name="Истории" />}
        {requirements.all === 0 ? null : <Counted coverage={requirements} lacking="без проверки" name="Требования" />}
      </Figures>
      {hasGaps ? (
        <label class="option">
          <input checked={onlyGaps} onChange={() => setOnlyGaps(!onlyGaps)} type="checkbox" />
          <span>Только пробелы</span>
        </label>
      ) : null}
      <Branches isOpen={onlyGaps || items.length <= MOST_AT_ONCE} key={String(onlyGaps)} nodes={shown} />
      <Rest pages={pages} />
      {answer.isTrue('truncated') ? (
        <Note>Дерево больше, чем помещается здесь: историю целиком покажет её собственное дерево.</Note>
      ) : null}
    </>
  );
}

interface CountedProps {
  readonly name: string;
  readonly lacking: string;
  readonly coverage: Coverage;
}

function Counted({ name, lacking, coverage: { all, gaps } }: CountedProps) {
  return (
    <Figure name={name}>
      {all === null ? null : (
        <>
          {all}
          <small class={gaps === 0 ? '' : 'lacks'}>
            {lacking}: {gaps ?? 'неизвестно'}
          </small>
        </>
      )}
    </Figure>
  );
}

interface BranchesProps {
  readonly nodes: readonly TreeNode[];
  /** Whether what is below is shown at first. */
  readonly isOpen: boolean;
}

function Branches({ nodes, isOpen }: BranchesProps) {
  // Criteria have no title: their names fit into one line.
  const nameless = nodes.filter(({ type, title }) => type === 'acceptance_criteria' && title === null);
  return (
    <ul class="tree">
      {nameless.length === 0 ? null : (
        <li class="leaf about">Критерии приёмки: {nameless.map(({ name }) => name ?? '—').join(', ')}</li>
      )}
      {nodes.map((node, at) =>
        // The order of a tree is that of its numbers, so that the place is a name.
        nameless.includes(node) ? null : <Branch isOpen={isOpen} key={at} node={node} />,
      )}
    </ul>
  );
}

/** What is below is drawn when it is opened: a tree of a thousand requirements has a few lines at first. */
function Branch({ node, isOpen: isOpenAtFirst }: { readonly node: TreeNode; readonly isOpen: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (node.below.length === 0) {
    return (
      <li class="leaf">
        <Line node={node} />
      </li>
    );
  }
  return (
    <li>
      <button aria-expanded={isOpen} class="branch" onClick={() => setOpen(!isOpen)} type="button">
        <Line node={node} />
        {isOpen ? null : <small class="about">{inWords(node.below)}</small>}
      </button>
      {isOpen ? <Branches isOpen={isOpenAtFirst} nodes={node.below} /> : null}
    </li>
  );
}

const GAPS: Readonly<Record<Gap, string>> = { criteria: 'нет критериев приёмки', test: 'нет проверки' };

function Line({ node: { name, title, status, gap } }: { readonly node: TreeNode }) {
  return (
    <span class="entity">
      <b class="reference">{name ?? '—'}</b> <span>{title ?? 'без названия'}</span>{' '}
      {status === null ? null : <Status {...shownStatus(status)} />}{' '}
      {gap === null ? null : <strong class="gap">{GAPS[gap]}</strong>}
    </span>
  );
}

const Status = ({ word, tone }: ReturnType<typeof shownStatus>) => <span class={`status ${tone}`}>{word}</span>;

/** What is below a closed place, in a few words. */
function inWords(nodes: readonly TreeNode[]): string {
  const all = nodes.flatMap((node) => [node, ...node.below]);
  const count = (type: TreeNode['type']) => all.filter((node) => node.type === type).length;
  const gaps = all.filter(({ gap }) => gap !== null).length;
  const counted = [
    { number: count('user_story'), forms: ['история', 'истории', 'историй'] },
    { number: count('acceptance_criteria'), forms: ['критерий', 'критерия', 'критериев'] },
    { number: count('requirement'), forms: ['требование', 'требования', 'требований'] },
    { number: gaps, forms: ['пробел', 'пробела', 'пробелов'] },
  ] as const;
  return counted
    .filter(({ number }) => number > 0)
    .map(({ number, forms: [one, few, many] }) => plural(number, one, few, many))
    .join(', ');
}
