import dagre from '@dagrejs/dagre';
import type { FlowEdge, FlowGraph, FlowNode } from './flow-graph.js';

/** A box with its place: the upper left corner and the size, in pixels. */
export interface PlacedNode extends FlowNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow as an SVG path. */
export interface PlacedEdge extends FlowEdge {
  readonly path: string;
}

/** The picture, laid out from left to right. */
export interface FlowLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const sizes = {
  topic: { width: 130, height: 46 },
  reader: { width: 104, height: 46 },
  process: { width: 100, height: 32 },
} as const;

/** A box that isn't drawn: what has no cause within the picture hangs on it, and so begins at the left. */
const ORIGIN = 'origin';

const MARGIN = 12;
/** How much an arrow wants to be short: topics stay with their writers, and readers that end a path are free to move. */
const WEIGHT = { write: 8, pass: 3, end: 1 } as const;

/** Lays the graph out. The same graph always gives the same picture, so that it doesn't jump as figures change. */
export function layOut({ nodes, edges }: FlowGraph): FlowLayout {
  const graph = new dagre.graphlib.Graph()
    .setGraph({ rankdir: 'LR', ranksep: 32, nodesep: 14, edgesep: 10, marginx: 4, marginy: 12 })
    .setDefaultEdgeLabel(() => ({}));
  for (const { id, kind } of nodes) graph.setNode(id, { ...sizes[kind] });
  const writes = new Set(edges.map(({ from }) => from));
  for (const { from, to } of edges)
    graph.setEdge(from, to, {
      weight: to.startsWith('topic:') ? WEIGHT.write : writes.has(to) ? WEIGHT.pass : WEIGHT.end,
    });
  graph.setNode(ORIGIN, { width: 0, height: 0 });
  for (const id of beginnings({ nodes, edges })) graph.setEdge(ORIGIN, id, { weight: WEIGHT.write });
  dagre.layout(graph);

  const centre = (id: string) => graph.node(id) as unknown as Point;
  const left = Math.min(...nodes.map(({ id, kind }) => centre(id).x - sizes[kind].width / 2)) - MARGIN;
  const placed = nodes.map((node) => {
    const { x, y } = centre(node.id);
    const size = sizes[node.kind];
    return { ...node, ...size, x: x - size.width / 2 - left, y: y - size.height / 2 };
  });
  const byId = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes: placed,
    edges: edges.map((edge) => {
      const points = (graph.edge(edge.from, edge.to) as { points: Point[] }).points.map(({ x, y }) => ({
        x: x - left,
        y,
      }));
      return { ...edge, path: arrow(byId.get(edge.from)!, byId.get(edge.to)!, points.slice(1, -1)) };
    }),
    width: Math.ceil(Math.max(...placed.map(({ x, width }) => x + width)) + MARGIN),
    height: Math.ceil(Math.max(...placed.map(({ y, height }) => y + height)) + MARGIN),
  };
}

/** Writers that nothing in the picture causes to write, and that are alone in what they write. */
function beginnings({ nodes, edges }: FlowGraph): string[] {
  const caused = new Set(edges.map(({ to }) => to));
  const writersOf = (topic: string) => edges.filter(({ to }) => to === topic).map(({ from }) => from);
  return nodes
    .map(({ id }) => id)
    .filter((id) => !caused.has(id))
    .filter((id) => edges.every(({ from, to }) => from !== id || writersOf(to).every((writer) => !caused.has(writer))));
}

/**
 * A line from the right of one box to the left of another, level at both ends.
 * @param between where dagre leads it past the boxes in between; nothing of it for neighbours
 */
function arrow(from: PlacedNode, to: PlacedNode, between: readonly Point[]): string {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const points =
    between.length > 1 && end.x > start.x
      ? [start, ...between.filter(({ x }) => x > start.x && x < end.x), end]
      : [start, end];
  let path = `M${text(start)}`;
  for (let at = 1; at < points.length; at++) {
    const a = points[at - 1]!;
    const b = points[at]!;
    // An arrow back to the left (a reader that writes what it reads) swings out far enough to be seen.
    const pull = b.x > a.x ? (b.x - a.x) / 2 : 60;
    path += `C${text({ x: a.x + pull, y: a.y })} ${text({ x: b.x - pull, y: b.y })} ${text(b)}`;
  }
  return path;
}

const text = ({ x, y }: Point) => `${x.toFixed(1)},${y.toFixed(1)}`;
