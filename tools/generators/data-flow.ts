/**
 * Draws the picture of the data flow from the map of topics: `npm run docs:data-flow` writes `docs/data-flow.svg`.
 * With `--check` it writes nothing and fails if the picture is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import dagre from '@dagrejs/dagre';
import { topics, type Topic } from '@shop/topics';

/** What a box stands for: a topic (by how long it keeps) or a process. */
type Kind = 'forever' | 'compacted' | 'days' | 'process';

const file = new URL('../../docs/data-flow.svg', import.meta.url);
const graph = new dagre.graphlib.Graph()
  .setGraph({ rankdir: 'LR', ranksep: 70, nodesep: 14, marginx: 16, marginy: 16 })
  .setDefaultEdgeLabel(() => ({}));

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const add = (id: string, label: string, kind: Kind) => {
  if (!graph.hasNode(id)) graph.setNode(id, { label, kind, width: 26 + label.length * 7.4, height: 34 });
};

for (const topic of Object.values(topics) as Topic[]) {
  // Every reader writes dead letters and follows control events: drawn, they would hide the flow of the shop.
  if (topic.name === 'dead_letters' || topic.name === 'control_events' || topic.name === 'review_pipeline_waiting')
    continue;
  add(`topic:${topic.name}`, topic.name, topic.retention.kind);
  for (const writer of topic.writers) {
    add(`process:${writer}`, writer, 'process');
    graph.setEdge(`process:${writer}`, `topic:${topic.name}`);
  }
  for (const reader of topic.readers) {
    add(`process:${reader}`, reader, 'process');
    graph.setEdge(`topic:${topic.name}`, `process:${reader}`);
  }
}
dagre.layout(graph);

const boxes = graph.nodes().map((id: string) => {
  const { x, y, width, height, label, kind } = graph.node(id) as unknown as Record<
    'x' | 'y' | 'width' | 'height',
    number
  > & { label: string; kind: Kind };
  const rx = kind === 'process' ? 6 : 17;
  return `<g class="${kind}"><rect x="${(x - width / 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${width.toFixed(1)}" height="${height}" rx="${rx}"/><text x="${x.toFixed(1)}" y="${(y + 4.5).toFixed(1)}">${escape(label)}</text></g>`;
});
const arrows = graph.edges().map((edge: { v: string; w: string }) => {
  const points = (graph.edge(edge) as { points: { x: number; y: number }[] }).points;
  return `<path d="M${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}"/>`;
});
const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="img" aria-labelledby="title desc">
<title id="title">Data flow of the shop</title>
<desc id="desc">Rounded boxes are topics, square ones processes and readers; arrows go from writers to topics to readers.</desc>
<style>
text{font:13px ui-monospace,monospace;text-anchor:middle;fill:#1d2420}rect{stroke-width:1.5}
.process rect{fill:#f3f4f1;stroke:#8b938d}.forever rect{fill:#dcefe2;stroke:#2f7d4f}.compacted rect{fill:#e4e7fb;stroke:#4b59b5}.days rect{fill:#fdeccb;stroke:#b0761a}
path{fill:none;stroke:#8b938d;stroke-width:1.3;marker-end:url(#arrow)}svg{background:#fff}#arrow path{fill:#8b938d;stroke:none}
@media(prefers-color-scheme:dark){svg{background:#141815}text{fill:#e7ece8}.process rect{fill:#252b27}.forever rect{fill:#1d3a29}.compacted rect{fill:#262c54}.days rect{fill:#47361a}}
</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z"/></marker></defs>
${arrows.join('\n')}
${boxes.join('\n')}
</svg>
`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== svg) {
    console.error('docs/data-flow.svg is not what the map of topics says. Run: npm run docs:data-flow');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, svg);
  console.log('Wrote docs/data-flow.svg');
}
