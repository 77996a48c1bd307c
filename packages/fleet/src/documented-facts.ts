import type { Plugin } from 'rolldown';
import { type ESTree, Visitor } from 'rolldown/utils';

/** Facts that only the documentation tells, by facts that tell which definition it is. */
const DOCUMENTED: readonly { readonly having: readonly string[]; readonly facts: readonly string[] }[] = [
  // A tool, and what several tools share.
  { having: ['intent', 'effect'], facts: ['errors', 'examples', 'metrics', 'privacy'] },
  { having: ['useWhen', 'semantics'], facts: ['errors', 'examples', 'metrics', 'privacy'] },
  // A resource.
  { having: ['purpose', 'structure'], facts: ['example', 'freshness', 'privacy', 'structure'] },
];

/**
 * Leaves out of a bundle the facts of definitions that only the documentation tells, which is made from the sources: no
 * request reads them (a test). Lines stay where they are.
 */
export function withoutDocumentedFacts(): Plugin {
  return {
    name: 'documented-facts',
    transform: {
      filter: {
        id: { include: /\/(?:packages|workers)\/.+\.ts$/, exclude: /\/node_modules\// },
        code: /\b(?:intent|useWhen|structure):/,
      },
      handler(code) {
        const facts: ESTree.ObjectProperty[] = [];
        const visitor = new Visitor({ ObjectExpression: (node) => facts.push(...documentedIn(node)) });
        visitor.visit(this.parse(code, { lang: 'ts' }));
        return { code: without(code, facts), map: null };
      },
    },
  };
}

function documentedIn({ properties }: ESTree.ObjectExpression): readonly ESTree.ObjectProperty[] {
  const own = properties.filter((property) => property.type === 'Property');
  const named = new Map(own.map((property) => [property.key.type === 'Identifier' ? property.key.name : '', property]));
  const kind = DOCUMENTED.find(({ having }) => having.every((name) => named.has(name)));
  return kind?.facts.flatMap((name) => named.get(name) ?? []) ?? [];
}

/** The code without properties and the commas after them. */
function without(code: string, properties: readonly ESTree.ObjectProperty[]): string {
  return properties
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => {
      const lines = left.slice(start, end).replaceAll(/[^\n]+/g, '');
      return left.slice(0, start) + lines + left.slice(end).replace(/^\s*,/, '');
    }, code);
}
