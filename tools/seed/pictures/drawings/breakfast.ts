import { box, jar, pouch, drum } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp, strand } from '../svg.ts';

const big = (drawing: string, size: number) => put(drawing, [0, 0, 0, size]);
const flake = (colour: string) => bordered('M-9 1C-11 -7 -2 -10 3 -7C10 -8 11 0 8 5C2 10 -8 9 -9 1z', colour, 2.4);

/** A bowl, its rim 80 wide, around the middle of the rim. */
const bowl = (colour: string, on: string) =>
  solid('M-42 0H42C42 24 26 38 0 38C-26 38 -42 24 -42 0z', colour, '', 0.7) +
  bordered(ellipse(0, 0, 42, 11), '#fffaf0', 3.5) +
  on;

const pancake = (y: number) => drum({ top: y, rx: 58, ry: 17, h: 13, side: '#c98743', face: '#f0c47c' });

/** What the day starts with. */
export const breakfast: Drawings = {
  'porridge-oats':
    solid(
      'M48 52V160A52 13 0 0 0 152 160V52z',
      '#f3e3c0',
      flat('M40 66Q100 92 160 66V142Q100 168 40 142z', '#2f6f9f'),
    ) +
    put(disc() + big(motif.wheat, 1.05), [100, 116]) +
    solid('M44 44V58A56 14 0 0 0 156 58V44z', '#d8413a', '', 0.5) +
    bordered(ellipse(100, 44, 56, 14), '#ef6a5a', 4) +
    gleam('M58 88v40', 5, 0.5),
  'corn-flakes':
    box({ w: 96, h: 134, d: 24, front: '#f8cf4a', side: '#d9a42b', top: '#fde79a', print: sunrise() }) +
    put(bowl('#5a9fd4', stamp(flake('#f0a63c'), '-18,-4 2,-8,40 20,-4,80 -4,2,120')), [146, 138, 0, 0.92]),
  granola: pouch({
    w: 104,
    h: 136,
    colour: '#9b6a46',
    strip: '#c79a6b',
    print:
      flat(ellipse(0, 2, 36, 40), '#fdf1d8') +
      stamp(flake('#d99a4c'), '-16,-18 6,-22,40 20,-4,70 -4,0,20 -20,10,100 10,18,10 -4,28,60') +
      dots('-6,-12 18,12 -14,26', 9, '#8c2f56') +
      dots('16,-14 -12,0 4,10', 7, '#f7d98d'),
  }),
  'fruit-muesli':
    put(
      bowl(
        '#e06a4e',
        stamp(flake('#e2b673'), '-26,-4 -12,-8,40 6,-10,80 22,-6,10 -16,2,120 2,0,60 18,3,30') +
          stamp(motif.strawberry, '-6,-16,-20,0.5 22,-14,24,0.42') +
          bordered(ellipse(6, -3, 6), '#4f63b5', 2.4) +
          bordered(ellipse(-24, -10, 6), '#4f63b5', 2.4),
      ),
      [94, 112, 0, 1.5],
    ) + strand('M140 96L168 40', '#cdd3de', 5),
  'wheat-biscuits':
    box({
      w: 84,
      h: 120,
      d: 22,
      x: 24,
      front: '#d94a3d',
      side: '#a9322f',
      top: '#f1887a',
      print: flat('M-42 14H42V60H-42z', '#fff2d6') + big(motif.wheat, 1.1),
    }) +
    stamp(
      solid(
        rounded(-34, -20, 68, 40, 17),
        '#c98f4e',
        line('M-30 -8H30M-30 2H30M-30 12H30', 3, '#9a6530') +
          line('M-18 -20V20M0 -20V20M18 -20V20', 2.4, '#e9bd7c', 0.8),
        0.7,
      ),
      '136,152,-4 142,122,8,0.92',
    ),
  'strawberry-jam': jar({
    w: 88,
    h: 98,
    fill: '#c92440',
    lid: '#fff7f2',
    cloth: '#e2556b',
    inside: dots('70,100 96,94 126,104 68,160 132,158', 5, '#ee6a78'),
    label: '#fff7ea',
    motif: big(motif.strawberry, 0.72),
    level: 8,
  }),
  honey:
    solid(
      'M60 84C36 98 34 146 56 166q6 7 16 7h56q10 0 16 -7C166 146 164 98 140 84z',
      '#f1a51f',
      flat('M40 98q60 14 120 0v-30H40z', '#ffcc55') +
        line('M38 116Q100 132 162 116M38 142Q100 158 162 142', 3.5, '#b8741d', 0.75),
    ) +
    solid(rounded(56, 64, 88, 22, 8), '#e2b15c', '', 0.6) +
    strand('M116 70L142 22', '#a86b35', 6) +
    stamp(bordered(ellipse(0, 0, 15, 5.5), '#c98a4a', 3), '126,40,26 122,49,26,1.1 118,58,26') +
    put(
      bordered('M0 -20L18 -10V10L0 20L-18 10V-10z', '#fff1c8', 3) +
        bordered(ellipse(0, 2, 9, 7), '#f6c12f', 2.4) +
        line('M-3 -4v12M3 -4v12', 2.4),
      [96, 128],
    ) +
    gleam('M50 132q-2 -18 8 -30', 6),
  'orange-marmalade': jar({
    w: 84,
    h: 94,
    fill: '#f29a2e',
    lid: '#3f7a45',
    inside: line(
      'M62 100q12 8 22 -2M104 98q10 8 22 0M66 160q12 -8 20 2M112 162q10 -8 24 0M128 122q8 4 12 -2',
      4,
      '#d9691b',
    ),
    label: '#fff7ea',
    motif: big(motif.orangeWheel, 0.74),
    level: 8,
  }),
  'peanut-butter':
    jar({
      w: 94,
      h: 90,
      fill: '#c98f4a',
      lid: '#e5484d',
      inside: dots('66,92 90,88 130,94 136,164 66,164 100,167', 6, '#a86b2c'),
      label: '#ffe7a8',
      motif:
        bordered('M-26 4C-26 -12 -10 -14 -1 -8C8 -16 26 -12 26 3C26 16 10 18 0 12C-10 18 -26 16 -26 4z', '#e2b068', 3) +
        line('M-18 -2v10M-8 -4v12M10 -4v12M19 -1v8', 2.4, '#a9743a'),
      level: 8,
    }) + strand('M132 68L164 30', '#cdd3de', 6),
  'chocolate-spread': jar({
    w: 86,
    h: 106,
    fill: '#5a3222',
    lid: '#fdf4e4',
    inside: line('M58 84q20 12 42 0t44 0', 5, '#7c4a30'),
    label: '#fbe3b8',
    motif:
      bordered('M-20 12C-22 -8 -10 -20 4 -20C20 -18 24 0 16 14Q0 24 -20 12z', '#b9783f', 3) +
      bordered('M-16 -4C-12 -20 10 -26 20 -8Q2 -14 -16 -4z', '#8a5a2c', 3),
    level: 6,
  }),
  'maple-syrup':
    solid(rounded(86, 30, 28, 20, 5), '#c63c32', '', 0.5) +
    line('M120 78Q158 70 152 104Q148 122 130 122', 16) +
    line('M120 78Q158 70 152 104Q148 122 130 122', 8, '#b5651f') +
    solid(
      'M90 50H110C110 66 136 76 138 100V160q0 13 -13 13H75q-13 0 -13 -13V100C64 76 90 66 90 50z',
      '#b5651f',
      flat('M50 76H150V100H50z', '#e09a3e', 0.5),
    ) +
    put(
      bordered(
        'M0 26V12L-22 16L-18 6L-30 -6L-20 -8L-20 -18L-8 -10L0 -28L8 -10L20 -18L20 -8L30 -6L18 6L22 16L0 12',
        '#dd3f2f',
        3,
      ),
      [100, 128, 0, 1.05],
    ) +
    gleam('M72 104q2 -14 10 -20', 5),
  'pancake-mix':
    pancake(148) +
    pancake(128) +
    pancake(108) +
    solid(
      'M58 106C70 92 130 92 142 106C146 112 142 116 138 116Q136 138 130 138Q124 138 124 120Q110 126 96 122Q94 150 87 150Q80 150 80 120C66 118 56 114 58 106z',
      '#b5651f',
      '',
      0.5,
    ) +
    solid('M80 84L108 80L122 90V100L96 106L80 96z', '#ffe88c', flat('M80 84L108 80L122 90L96 95z', '#fff7c9'), 0.5) +
    gleam('M70 106q8 -5 18 -6', 4),
  'yeast-extract':
    solid(
      'M72 74H128C132 86 154 96 154 126C154 158 136 173 100 173C64 173 46 158 46 126C46 96 68 86 72 74z',
      '#3d2118',
      '',
    ) +
    bordered('M58 112Q100 100 142 112V148Q100 160 58 148z', '#f5d33f', 3.2) +
    solid('M76 126H124C124 142 116 150 100 150C84 150 76 142 76 126z', '#fff7e0', '', 0.5) +
    line('M84 118q-4 -6 0 -10M100 116q-4 -6 0 -10M116 118q-4 -6 0 -10', 3.2) +
    solid(
      rounded(62, 50, 76, 28, 8),
      '#f5d33f',
      line('M72 60v14M84 60v14M96 60v14M108 60v14M120 60v14', 2.5, INK, 0.3),
      0.6,
    ) +
    gleam('M56 128q0 -14 8 -22', 5, 0.5),
};

function disc(): string {
  return bordered(ellipse(0, 0, 36), '#fff6df', 3);
}

/** The front of the corn flakes: a sun that rises over a field. */
function sunrise(): string {
  return (
    flat('M-48 20Q0 -8 48 20V70H-48z', '#6fae4d') +
    put(motif.sun, [-6, -24, 0, 1.3]) +
    flat('M-48 34Q-4 8 48 32V70H-48z', '#4f9443')
  );
}
