import { box, jar } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import { bordered, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp, strand } from '../svg.ts';

const GREEN = '#5fa348';
const POT = '#d77a4a';

const pot = (colour: string) =>
  solid('M62 128H138L130 166q-1 7 -8 7H78q-7 0 -8 -7z', colour, '') +
  solid(rounded(54, 112, 92, 20, 5), colour, '', 0.6);
const basilLeaf = (colour: string) =>
  bordered('M0 0C-24 -8 -28 -36 0 -54C28 -36 24 -8 0 0z', colour, 3.6) + line('M0 -4V-40', 2.6, INK, 0.45);
const mintLeaf =
  bordered('M0 0L-9 -6L-14 -16L-12 -22L-14 -30L-7 -38L0 -48L7 -38L14 -30L12 -22L14 -16L9 -6z', '#57b98a', 3.4) +
  line('M0 -4V-36M0 -14l-7 -6M0 -14l7 -6M0 -24l-6 -6M0 -24l6 -6', 2.2, INK, 0.4);
const sprig =
  line('M0 74Q4 0 -2 -74', 8) +
  line('M0 74Q4 0 -2 -74', 3, '#8a6a3c') +
  stamp(
    bordered('M0 0C4 -12 16 -22 28 -26C26 -14 14 -2 0 0z', '#6d9b6c', 2.6),
    [-54, -32, -10, 12, 34].flatMap((y) => [[1, y, 6] as const, [1, y + 6, 262] as const]),
  ) +
  put(bordered('M0 0Q-8 -12 0 -24Q8 -12 0 0z', '#6d9b6c', 2.6), [-2, -66]);
const chilli =
  solid(
    'M-10 -48C8 -56 20 -44 20 -24C20 12 -4 48 -44 62C-24 34 -20 -8 -22 -30C-22 -42 -18 -46 -10 -48z',
    '#dc2b2b',
    '',
    0.8,
  ) +
  strand('M0 -54Q2 -66 12 -72', GREEN, 5) +
  bordered('M-22 -36C-22 -56 22 -60 22 -34Q10 -42 0 -36Q-10 -42 -22 -36z', GREEN, 3.4) +
  gleam('M-12 -24q2 22 -4 40');

/** A spice jar: square glass, coloured powder, black lid, a drawn label. */
const spice = (powder: string, lid: string, label: string, motif: string) =>
  jar({ w: 78, h: 112, fill: powder, lid, square: true, label, motif, level: 18 });

/** Herbs in pots and bunches, spices in jars, and what else seasons. */
export const herbsAndSpices: Drawings = {
  'basil-plant':
    stamp(basilLeaf('#4f9e45'), '78,112,-64,0.95 122,112,64,0.95 84,96,-32,1.1 118,96,32,1.1') +
    stamp(basilLeaf('#6dbb55'), '100,104,0,1.3 78,116,-40,0.8 122,116,40,0.8') +
    pot(POT) +
    gleam('M74 140l3 16'),
  'fresh-mint':
    line('M76 112Q70 80 58 60M100 112V54M124 112Q130 80 142 60', 4, '#3f7f5a') +
    stamp(
      mintLeaf,
      '58,64,-26,0.9 142,64,26,0.9 64,90,-70,0.8 74,92,30,0.7 136,90,70,0.8 126,92,-30,0.7 100,58,0,0.95 98,88,-62,0.95 102,88,62,0.95 94,110,-38,0.8 106,110,38,0.8',
    ) +
    pot('#6d8fc7') +
    gleam('M74 140l3 16'),
  rosemary:
    stamp(sprig, '68,104,-16,0.92 134,104,18,0.92 100,102,2,0.98') +
    solid('M72 138Q100 146 128 138V152Q100 160 72 152z', '#e9d7b0', '', 0.5) +
    line('M100 148q-14 12 -18 20M100 148q14 12 16 22', 5, '#d1b67e'),
  'flat-leaf-parsley':
    line('M92 168Q88 120 60 84M100 170V74M108 168Q112 120 140 84', 10) +
    line('M92 168Q88 120 60 84M100 170V74M108 168Q112 120 140 84', 4, '#7cc25b') +
    stamp(
      bordered(
        'M0 8C-8 0 -22 6 -26 -4C-34 -8 -32 -18 -24 -20C-26 -32 -14 -36 -8 -32C-6 -44 6 -44 8 -32C14 -36 26 -32 24 -20C32 -18 34 -8 26 -4C22 6 8 0 0 8z',
        '#55a944',
        3.6,
      ) + line('M0 2V-20M0 -4l-12 -8M0 -4l12 -8', 2.6, '#2f6f31'),
      '54,96,-42,0.9 146,96,42,0.9 64,66,-20,1.05 136,66,20,1.05 100,54,0,1.2 100,96,0,1.05',
    ) +
    solid('M78 138Q100 144 122 138V150Q100 156 78 150z', '#d9534f', '', 0.5),
  garlic:
    solid(
      'M94 72C98 54 92 40 96 26H106C110 40 104 56 108 72C140 84 162 108 158 136C154 162 130 172 100 172C70 172 46 162 42 136C38 108 62 84 94 72z',
      '#fbf3ea',
      line('M96 74C74 100 70 140 84 170M106 74C128 100 132 140 118 170M101 74V170', 3.5, '#c9a3b8') +
        flat('M40 130C60 150 140 150 160 130V176H40z', '#d9b3cf', 0.45),
    ) +
    line('M92 173l-4 5M100 173v6M108 173l4 5', 3) +
    gleam('M56 130q2 -18 14 -28', 6, 0.9) +
    put(solid('M0 -30C16 -18 22 4 14 26Q0 34 -14 26C-20 4 -12 -18 0 -30z', '#f7e6ee', '', 0.6), [160, 148, 14]),
  'root-ginger':
    solid(
      'M52 102C40 92 46 70 62 70C78 70 78 86 88 88C88 66 94 44 112 46C130 48 126 70 122 84C138 76 162 70 170 86C178 102 158 112 146 116C158 126 156 148 140 150C124 152 118 138 108 140C98 160 60 166 44 150C30 136 36 112 52 102z',
      '#dfb67a',
      line(
        'M56 86q8 -4 14 0M104 62q8 -6 16 -2M146 88q4 8 10 10M128 136q4 -8 12 -10M58 128q12 -8 28 -4M98 104q12 -6 22 0',
        3,
        '#a97b3f',
      ),
    ) +
    put(bordered(ellipse(0, 0, 17, 14), '#fbe9a6', 3.5) + line(ellipse(0, 0, 9, 7), 2.4, '#d7b24e'), [48, 142, -20]) +
    gleam('M70 112q10 -8 20 -8'),
  'red-chillies': put(chilli, [74, 104, 14, 1.06]) + put(chilli, [146, 106, -8, 1.06]),
  'black-peppercorns':
    solid(
      'M76 96C72 112 66 124 64 140L62 166q0 7 7 7H131q7 0 7 -7L136 140C134 124 128 112 124 96z',
      '#8a5634',
      flat('M56 134h90v10H56z', '#5d3822'),
    ) +
    solid('M80 52C66 58 64 86 76 96H124C136 86 134 58 120 52Q100 40 80 52z', '#a66b42', '') +
    solid(ellipse(100, 34, 12), '#d7dbe4', '', 0.6) +
    line('M76 96H124', 4) +
    gleam('M76 66q2 -6 6 -9M74 122l-3 28') +
    stamp(solid(ellipse(0, 0, 8), '#3e3740', '', 0.4), '150,166 166,168,0,0.85 158,154,0,0.85 46,168,0,0.9'),
  'sea-salt': box({
    w: 84,
    h: 118,
    d: 24,
    front: '#3c7fb8',
    side: '#2c6394',
    top: '#e9eef5',
    print:
      flat('M-42 22Q-30 8 -18 22T6 22T30 22T54 22V60H-42z', '#8fd0e6') +
      flat('M-42 38Q-30 24 -18 38T6 38T30 38T54 38V60H-42z', '#d8f0f5') +
      stamp(bordered('M0 -9L9 0L0 9L-9 0z', '#fff', 2.4), '-16,-20,20 8,-32,60 18,-8,10 -4,-2,40,0.7 -24,-44,10,0.6'),
  }),
  'smoked-paprika':
    solid(
      'M58 74H142V166q0 7 -7 7H65q-7 0 -7 -7z',
      '#c8332b',
      flat('M58 74h84v14H58zM58 158h84v16H58z', '#f3b43b') + put(flat(ellipse(0, 0, 27), '#fbe6bf'), [100, 122]),
    ) +
    put(chilli, [106, 120, 6, 0.36]) +
    solid('M52 58q0 -6 6 -6h84q6 0 6 6v18H52z', '#e7c25c', '', 0.6) +
    line('M52 66H148', 2.5, INK, 0.4) +
    gleam('M68 98v34'),
  'ground-turmeric': spice(
    '#eda01f',
    '#3a3440',
    '#fff6df',
    stamp(
      bordered('M0 2C-10 -4 -10 -18 0 -26C10 -18 10 -4 0 2z', '#f0b429', 2.6),
      '0,6 0,8,60 0,8,-60 0,8,110 0,8,-110',
    ) + flat(ellipse(0, 6, 5), '#c9511d'),
  ),
  'cinnamon-sticks':
    stamp(
      solid(
        rounded(-13, -66, 26, 132, 8),
        '#a4602f',
        line('M0 -70V70', 3.5, '#713c18') + line('M-8 -40v20M8 0v24M-8 20v20', 2.4, '#713c18', 0.7),
        0.7,
      ) + line('M0 -66q-9 2 -6 9q4 5 6 -2', 3),
      '62,100,-14 138,100,14 86,98,-5 114,98,5',
    ) +
    solid('M48 104Q100 92 152 104V118Q100 106 48 118z', '#e7d3a6', '', 0.5) +
    line('M104 106q16 -22 28 -10q4 12 -26 12q-30 2 -30 -10q6 -12 26 8', 4.5, '#c9a868'),
  'bay-leaves':
    stamp(
      bordered('M0 0C-26 -20 -26 -64 0 -92C26 -64 26 -20 0 0z', '#6f9a5b', 4) +
        line(
          'M0 12V-76M0 -18l-12 -10M0 -18l12 -10M0 -38l-12 -10M0 -38l12 -10M0 -58l-8 -8M0 -58l8 -8',
          3,
          '#e1efc9',
          0.9,
        ),
      '88,150,-58 112,150,54',
    ) +
    stamp(
      bordered('M0 0C-26 -20 -26 -64 0 -92C26 -64 26 -20 0 0z', '#88b36c', 4) +
        line(
          'M0 12V-76M0 -18l-12 -10M0 -18l12 -10M0 -38l-12 -10M0 -38l12 -10M0 -58l-8 -8M0 -58l8 -8',
          3,
          '#eef7dc',
          0.9,
        ),
      '100,154,-6,1.24',
    ),
};
