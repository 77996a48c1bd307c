#!/usr/bin/env bash
# graphology-graphml gives a group the title of its last part, adds hours up as text, and makes a two-way link one-way.
#
# Packages: graphology-graphml 0.5.2 with graphology 0.26.0. Input: a map of a course in GraphML: a group with a title and two
#   titled parts, hours of edges with a default of 1, and one edge that is not directed in a graph that is.
# Expected: as the specification of GraphML says: data belongs to the element in which it stands, in nested graphs too; a
#   default is a value of the attribute's type; `directed` of an edge goes before `edgedefault`.
# Seen: data is looked for in everything below a node, and the last one wins; a default stays text beside numbers; only
#   `directed="true"` is read, `false` is as if it were not there.
# Why it matters: an editor of diagrams writes groups and defaults, and each of the three gives a plausible map: the wrong name,
#   a length of "011331", a way back that is missing. Convert numbers after reading, and do not read groups with it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphology-graphml@0.5.2 graphology@0.26.0 >/dev/null

cat >run.mjs <<'JS'
import Graph from 'graphology';
import graphml from 'graphology-graphml';

const graph = graphml.parse(
  Graph,
  `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
    <key id="t" for="node" attr.name="title" attr.type="string"/>
    <key id="h" for="edge" attr.name="hours" attr.type="double"><default>1</default></key>
    <graph edgedefault="directed">
      <node id="course">
        <data key="t">Курс</data>
        <graph id="parts" edgedefault="directed">
          <node id="a"><data key="t">Начало</data></node>
          <node id="b"><data key="t">Конец</data></node>
        </graph>
      </node>
      <node id="c"><data key="t">Итог</data></node>
      <edge source="a" target="b"/>
      <edge source="b" target="c"/>
      <edge source="c" target="a"><data key="h">3</data></edge>
      <edge source="a" target="c" directed="false"><data key="h">3</data></edge>
      <edge source="c" target="b"/>
    </graph>
  </graphml>`,
);
console.log('titles:', graph.mapNodes((node, { title }) => `${node} ${title}`).join(', '));
console.log('hours:', JSON.stringify(graph.mapEdges((_edge, { hours }) => hours)));
console.log('their sum:', JSON.stringify(graph.reduceEdges((sum, _edge, { hours }) => sum + hours, 0)));
console.log('edges without a direction:', graph.undirectedSize);
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='titles: course Конец, a Начало, b Конец, c Итог
hours: ["1","1",3,3,"1"]
their sum: "011331"
edges without a direction: 0'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
