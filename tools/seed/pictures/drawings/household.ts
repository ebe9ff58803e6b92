import { box } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import {
  bordered,
  dots,
  ellipse,
  flat,
  gleam,
  INK,
  line,
  mirrored,
  put,
  rounded,
  solid,
  stamp,
  strand,
} from '../svg.ts';

/** A standing roll with a core, and what is printed on it. */
const roll = (x: number, top: number, rx: number, h: number, print: string) =>
  solid(`M${x - rx} ${top}V${top + h}A${rx} ${rx * 0.3} 0 0 0 ${x + rx} ${top + h}V${top}z`, '#fbfbfd', print) +
  bordered(ellipse(x, top, rx, rx * 0.3), '#fff', 4) +
  bordered(ellipse(x, top, rx * 0.36, rx * 0.12), '#c9a878', 3.2);
const pump = (colour: string) =>
  line('M100 56V40', 10) +
  solid('M96 24H124Q136 24 136 36H128Q126 32 118 34H88Q80 34 80 28Q80 22 96 24z', colour, '', 0.5) +
  solid(rounded(82, 50, 36, 18, 5), colour, '', 0.5);
const glove = (colour: string, cuff: string) =>
  solid(
    'M-26 74V18C-36 6 -42 -6 -40 -14C-36 -20 -30 -16 -26 -8L-24 -46C-24 -56 -12 -56 -11 -46L-10 -14L-7 -58C-6 -68 6 -68 7 -58L7 -14L13 -52C15 -62 27 -60 26 -50L22 -8L30 -34C34 -42 44 -38 42 -28L30 18V74z',
    colour,
    flat('M-40 56H50V80H-40z', cuff),
    0.6,
  );

/** For the house and the bathroom. */
export const household: Drawings = {
  'kitchen-roll':
    roll(
      92,
      52,
      46,
      112,
      stamp(
        bordered('M0 -10C8 -4 8 4 0 10C-8 4 -8 -4 0 -10z', '#8fc7e6', 2.2),
        '64,92 92,104 120,92 78,132 108,140 64,160 130,124',
      ),
    ) +
    solid(
      'M138 60H164V150q-6 10 -13 0t-13 0z',
      '#f3f4f8',
      line('M138 104H164', 2.6, '#b9bdca') + dots('151,84 151,128', 8, '#8fc7e6'),
      0.5,
    ),
  'toilet-tissue':
    roll(64, 112, 38, 50, '') +
    roll(138, 112, 38, 50, '') +
    roll(100, 54, 38, 52, line('M62 90q38 22 76 0', 2.6, '#c9cddb')) +
    solid('M138 66V118q-9 8 -18 2V76', '#fff', '', 0.4),
  'washing-up-liquid':
    solid('M94 18H106L110 40H90z', '#fff', '', 0.4) +
    solid(rounded(82, 38, 36, 18, 5), '#f3c33c', '', 0.5) +
    solid(
      'M84 56H116C126 68 138 76 138 98C138 112 132 120 132 132C132 144 138 150 138 160q0 13 -13 13H75q-13 0 -13 -13C62 150 68 144 68 132C68 120 62 112 62 98C62 76 74 68 84 56z',
      '#5fc26a',
      flat('M50 60H150V80H50z', '#a5e0a0', 0.8),
    ) +
    put(bordered(ellipse(0, 0, 30, 28), '#f4fbef', 3) + put(motif.bubbles, [0, 2, 0, 0.82]), [100, 114]) +
    gleam('M70 96q2 -12 10 -20', 6),
  'laundry-liquid':
    solid(rounded(58, 32, 44, 28, 6), '#f3c33c', line('M68 38v16M80 38v16M92 38v16', 2.5, INK, 0.3), 0.6) +
    solid(
      'M54 60H110C140 60 160 84 160 116V160q0 13 -13 13H53q-13 0 -13 -13V84Q40 66 54 60zM118 84C112 84 110 92 114 98L128 124C132 132 142 130 142 120C142 100 134 84 118 84z',
      '#5b6fd0',
      '',
    ) +
    put(bordered('M-34 -26H16L34 8V32H-34z', '#fff', 3) + put(motif.bubbles, [-6, 6, 0, 0.74]), [88, 128]) +
    gleam('M50 92v-8q2 -10 8 -14', 6) +
    line('M118 84C112 84 110 92 114 98L128 124C132 132 142 130 142 120C142 100 134 84 118 84z', 4),
  'bin-bags':
    solid(
      'M52 96C52 76 148 76 148 96V150A48 20 0 0 1 52 150z',
      '#3c4150',
      line('M64 92V164M78 100V168M122 100V168', 3, '#5b6274'),
    ) +
    bordered(ellipse(100, 92, 48, 20), '#4c5264', 4) +
    line('M100 92c4 -4 12 0 8 5c-6 6 -22 2 -20 -6c4 -12 30 -10 34 2c0 12 -40 14 -48 0', 3, '#8c94a8') +
    solid('M148 108C166 112 176 128 172 160Q160 152 148 158z', '#3c4150', '', 0.6) +
    solid('M56 120Q100 142 146 120V142Q100 164 56 142z', '#f3c33c', '', 0.5) +
    gleam('M62 104v8', 5, 0.4),
  sponges:
    put(
      solid('M-58 8H46L62 -10V24L46 44H-58z', '#57a650', dots('-40,24 -20,34 4,22 24,32 -50,36', 4, '#3d7f3d')) +
        solid(
          'M-58 -26L-38 -46H62V-6L46 12H-58z',
          '#f8d74e',
          flat('M-58 -26L-38 -46H62L46 -26z', '#ffe988') +
            dots('-44,-12 -26,-2 -8,-14 14,-4 34,-14 -34,2', 7, '#d9ae2a') +
            dots('-20,-36 8,-38 34,-36', 5, '#e8c64a'),
        ) +
        line('M46 -26V12M-58 -26H46L62 -46M46 12V44', 3),
      [96, 124],
    ) +
    put(motif.bubbles, [58, 62, 0, 1.05]) +
    bordered(ellipse(100, 54, 9), '#dff4fb', 3) +
    bordered(ellipse(122, 66, 5), '#fff', 2.6),
  'bar-of-soap':
    solid(
      'M38 118C38 98 52 92 70 92H136C154 92 166 98 166 118V142C166 162 152 168 134 168H68C50 168 38 162 38 142z',
      '#f2a9bf',
      line(rounded(56, 106, 92, 46, 20), 3.4, '#d97796') + put(motif.heart, [102, 130, 0, 0.62]),
    ) +
    gleam('M48 120q0 -12 10 -16', 6) +
    put(motif.bubbles, [128, 70, 0, 1.3]) +
    bordered(ellipse(82, 70, 15), '#dff4fb', 3.4) +
    gleam('M75 70q0 -6 4 -8', 3.5, 1) +
    bordered(ellipse(60, 50, 8), '#fff', 3),
  toothpaste:
    put(
      solid(
        'M-60 -30H44C56 -26 60 -14 64 -10V10C60 14 56 26 44 30H-60z',
        '#f7fafc',
        flat('M-70 -34H-20Q0 -10 -10 10Q-16 30 -20 34H-70z', '#3fa7b8') +
          flat('M-10 34Q4 10 -2 -10Q-6 -24 -12 -34H2Q10 -20 14 -8Q18 12 4 34z', '#ef5b5b'),
      ) +
        solid(rounded(-74, -34, 16, 68, 3), '#cdd3de', '', 0.5) +
        solid(rounded(62, -13, 22, 26, 5), '#ef5b5b', line('M68 -6h12M68 0h12M68 6h12', 2.2, INK, 0.35), 0.5) +
        put(motif.leafSprig, [-38, -2, 0, 0.62]),
      [94, 76, -16],
    ) +
    put(
      strand('M-66 0H26', '#5b8fd6', 9) +
        solid(rounded(22, -8, 54, 16, 7), '#5b8fd6', '', 0.5) +
        bordered('M30 -8V-26H38V-8zM40 -8V-26H48V-8zM50 -8V-26H58V-8zM60 -8V-26H68V-8z', '#fff', 2.8),
      [98, 152, 4],
    ),
  shampoo:
    pump('#f6eadb') +
    solid('M80 66H120C138 70 142 82 142 98V158q0 15 -15 15H73q-15 0 -15 -15V98C58 82 62 70 80 66z', '#b78fd6', '') +
    put(
      bordered('M-30 -30H30V32H-30z', '#fbf5ff', 3) +
        stamp(
          bordered('M0 -4C-9 -10 -8 -22 0 -26C8 -22 9 -10 0 -4z', '#d8a4ea', 2.6),
          '0,0 0,0,60 0,0,120 0,0,180 0,0,240 0,0,300',
        ) +
        bordered(ellipse(0, 0, 6), '#f3c33c', 2.4),
      [100, 120],
    ) +
    gleam('M68 102q0 -14 8 -20', 6),
  'safety-matches':
    box({
      w: 104,
      h: 62,
      d: 40,
      x: 24,
      front: '#f1e6d0',
      side: '#8a6a52',
      top: '#d8412f',
      print: flat('M-52 -31H52V-14H-52zM-52 14H52V31H-52z', '#d8412f') + put(motif.star, [0, 0, 0, 0.56]),
    }) +
    stamp(
      line('M0 0V-62', 9) +
        line('M0 0V-62', 4, '#efd6a4') +
        bordered('M0 -54C-9 -58 -9 -72 0 -78C9 -72 9 -58 0 -54z', '#c22f2a', 3),
      '64,104,-24 92,100,6 122,104,28',
    ),
  'cooking-foil':
    solid('M30 112L150 62H176V96L52 150H30z', '#f2a13c', flat('M20 128L180 62V78L20 144z', '#fff', 0.75)) +
    bordered(ellipse(38, 132, 20, 22), '#dfe4ec', 4) +
    bordered(ellipse(38, 132, 7, 8), '#8a93a6', 3.4) +
    solid(
      'M56 124L164 78L176 128Q154 128 150 142T120 152T92 164T64 166z',
      '#dfe4ec',
      line('M80 124L96 154M110 112L124 142M138 100L150 132', 4, '#fff') +
        line('M94 120L108 146M124 106L138 134', 3, '#b3bccb'),
    ),
  'light-bulbs':
    solid(
      'M100 28C138 28 160 56 156 86C152 108 134 116 130 136H70C66 116 48 108 44 86C40 56 62 28 100 28z',
      '#ffe88a',
      flat(ellipse(84, 70, 26, 30), '#fff8d2', 0.9) +
        line('M84 136C84 108 74 98 84 90Q92 86 94 98Q100 84 106 98Q108 86 116 90C126 98 116 108 116 136', 4, '#e39a2c'),
    ) +
    solid(
      'M72 136H128V160q0 13 -16 13H88q-16 0 -16 -13z',
      '#aab2c2',
      line('M70 146L130 142M70 158L130 154', 4, '#717a8e'),
      0.7,
    ) +
    gleam('M58 84q-2 -24 16 -36', 7, 0.95),
  'kitchen-cleaner':
    solid(
      'M70 34H128C140 34 146 44 146 54H126V66H92V54C84 54 78 62 70 62q-6 0 -6 -6V40q0 -6 6 -6z',
      '#ef5b5b',
      '',
      0.7,
    ) +
    line('M92 56Q74 62 72 84', 9) +
    line('M92 56Q74 62 72 84', 3, '#ef5b5b') +
    line('M54 40l-14 -8M52 48H36M54 56l-14 8', 4.5, '#7cc0de') +
    solid(rounded(94, 64, 30, 16, 4), '#fff', '', 0.5) +
    solid('M96 80H122C122 94 146 100 146 120V160q0 13 -13 13H85q-13 0 -13 -13V120C72 100 96 94 96 80z', '#9be0ea', '') +
    put(bordered('M-29 -20H29V26H-29z', '#fff', 3) + put(motif.star, [0, 3, 0, 0.72]), [109, 138]) +
    gleam('M80 122q2 -10 10 -16'),
  'rubber-gloves':
    put(glove('#f7a6c4', '#e56f9b'), [64, 98, -12, 0.98]) +
    mirrored(put(glove('#fbb8d1', '#e56f9b'), [64, 98, -12, 0.98])) +
    gleam('M44 122l6 26'),
};
