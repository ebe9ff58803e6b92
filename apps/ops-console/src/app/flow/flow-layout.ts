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

const sizes = {
  topic: { width: 132, height: 46 },
  reader: { width: 108, height: 46 },
  process: { width: 104, height: 32 },
} as const;

/** Lays the graph out. The same graph always gives the same picture, so that it doesn't jump as figures change. */
export function layOut({ nodes, edges }: FlowGraph): FlowLayout {
  const graph = new dagre.graphlib.Graph()
    .setGraph({ rankdir: 'LR', ranksep: 32, nodesep: 12, edgesep: 8, marginx: 8, marginy: 8 })
    .setDefaultEdgeLabel(() => ({}));
  for (const { id, kind } of nodes) graph.setNode(id, { ...sizes[kind] });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.id) as { x: number; y: number };
      const size = sizes[node.kind];
      return { ...node, ...size, x: x - size.width / 2, y: y - size.height / 2 };
    }),
    edges: edges.map((edge) => ({ ...edge, path: curve(graph.edge(edge.from, edge.to).points as Point[]) })),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through the points: a quadratic curve from middle to middle, with the points as handles. */
function curve(points: readonly Point[]): string {
  const text = ({ x, y }: Point) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const [first, ...rest] = points;
  if (!first || !rest.length) return '';
  const last = rest[rest.length - 1]!;
  const bends = rest.slice(0, -1).map((point, at) => {
    const next = rest[at + 1]!;
    const end = next === last ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${text(point)} ${text(end)}`;
  });
  return `M${text(first)}${bends.length ? bends.join('') : `L${text(last)}`}`;
}
