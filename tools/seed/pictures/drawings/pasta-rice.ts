import { box, pouch, pillow } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, line, put, solid, stamp, strand } from '../svg.ts';

const PASTA = '#f3c65a';
const penne =
  solid('M-7 -22L11 -30L7 22L-11 30z', PASTA, line('M-3 -24l-4 46M4 -26l-4 48', 2.2, '#c98f2a'), 0.5) +
  bordered('M-7 -22L11 -30L9 -20L-5 -13z', '#b9812a', 2.6);
const turn = solid(
  'M-24 11C-30 3 -16 -9 0 -13C16 -17 27 -13 25 -6C23 3 8 11 -6 15C-16 17 -22 16 -24 11z',
  PASTA,
  '',
  0.6,
);
const fusillo = stamp(
  turn,
  [62, 41, 20, -1, -22, -43, -64].map((y) => [0, y] as const),
);
const farfalla =
  solid(
    'M-9 -9C-20 -12 -34 -24 -44 -32L-48 -25L-43 -18L-49 -11L-44 -4L-50 3L-44 10L-49 17L-43 24L-47 31C-34 26 -20 14 -9 9Q0 13 9 9C20 14 34 26 47 31L43 24L49 17L44 10L50 3L44 -4L49 -11L43 -18L48 -25L44 -32C34 -24 20 -12 9 -9Q0 -13 -9 -9z',
    PASTA,
    flat('M-60 -40H-16V40H-60zM16 -40H60V40H16z', '#fbdc86', 0.7),
    0.7,
  ) + line('M-10 -6Q-3 0 -10 6M10 -6Q3 0 10 6M-32 -13L-14 -3M-34 10L-15 3M32 -13L14 -3M34 10L15 3', 3, '#b9812a');

/** A nest of noodles: coils of cord, the widest first. */
const nest =
  strand('M-58 14C-66 -20 66 -20 58 14C54 36 -54 36 -58 14z', '#e9b04a', 6) +
  solid('M-58 10C-62 -26 62 -26 58 10C50 34 -50 34 -58 10z', '#e9b04a', '', 0.8) +
  strand('M-46 6C-44 -22 46 -24 46 4C44 24 -44 26 -46 6z', PASTA, 6) +
  strand('M-30 2C-28 -16 30 -18 30 2C26 16 -28 18 -30 2z', '#f8d57a', 6) +
  strand('M-56 16C-30 30 10 28 34 14', PASTA, 6) +
  strand('M-13 0C-8 -8 12 -8 14 0', PASTA, 6) +
  strand('M50 20Q66 18 72 30', '#e9b04a', 6);

/** Pasta, rice, grains and pulses. */
export const pastaAndRice: Drawings = {
  spaghetti:
    stamp(
      strand('M-40 74L34 -78M-26 78L22 -80M-12 79L10 -82M12 79L-10 -82M26 78L-22 -80M40 74L-34 -78M0 80V-82', PASTA, 5),
      '100,94',
    ) + solid('M74 84Q100 90 126 84V112Q100 118 74 112z', '#3a6fb0', put(motif.tomato, [26, 16, 0, 0.4]), 0.6),
  penne: pouch({
    w: 104,
    h: 138,
    colour: '#2f7f5f',
    strip: '#f3c65a',
    print:
      bordered('M-38 -34Q0 -46 38 -34V34Q0 46 -38 34z', '#e8f4ee', 3) +
      stamp(penne, '-20,-6,-20,0.72 16,-12,24,0.72 -4,16,70,0.72 24,20,-10,0.6'),
  }),
  fusilli: put(fusillo, [52, 104, -18, 0.92]) + put(fusillo, [148, 104, 18, 0.92]) + put(fusillo, [100, 96, 0, 1.08]),
  farfalle: stamp(farfalla, '66,62,-18,0.96 140,80,16,0.96 60,126,14,0.96 132,146,-12,1'),
  'lasagne-sheets':
    stamp(
      solid(
        'M-66 0C-54 -8 -44 8 -33 0S-11 8 0 0S22 8 33 0S54 8 66 0L66 14C54 22 44 6 33 14S11 22 0 14S-22 22 -33 14S-54 22 -66 14z',
        PASTA,
        '',
        0.4,
      ),
      '100,154 104,136 97,118 102,100',
    ) +
    solid(
      'M34 90L58 48C70 40 80 56 92 48S114 40 126 48S150 56 162 48L168 86C156 94 146 78 135 86S113 94 102 86S80 78 68 86S46 98 34 90z',
      '#f8d679',
      line('M58 60C70 52 80 66 92 58S114 52 126 58S150 66 164 60', 3, '#d9a43c') +
        line('M50 74C62 66 74 80 88 72S112 66 126 72S152 80 166 74', 3, '#d9a43c'),
    ) +
    gleam('M64 64l-8 12'),
  'basmati-rice':
    solid(
      'M62 78C44 100 38 136 48 164q4 9 14 9h76q10 0 14 -9C162 136 156 100 138 78z',
      '#e8d5ac',
      line('M54 92q-8 30 -4 66M146 92q8 30 4 66', 3, '#c2a66d', 0.8),
    ) +
    solid(
      'M60 80C48 70 44 56 54 48Q64 58 72 50Q82 58 92 49Q102 58 112 49Q122 58 132 50Q142 58 148 50C156 58 150 72 140 80z',
      '#f1e2c2',
      '',
      0.6,
    ) +
    solid('M58 76Q100 88 142 76V88Q100 100 58 88z', '#c0443f', '', 0.5) +
    bordered(ellipse(100, 132, 34, 30), '#7d3f7f', 3) +
    stamp(
      bordered('M-3 -12Q5 -6 4 6Q2 14 -3 12Q-7 4 -3 -12z', '#fffaf0', 2.2),
      '86,124,20 100,116,-30 114,126,60 92,142,100 110,144,-10',
    ),
  'risotto-rice': box({
    w: 88,
    h: 128,
    d: 24,
    front: '#f7f0dd',
    side: '#c8b98f',
    top: '#fffaf0',
    print:
      flat('M-44 -64H44V-40H-44z', '#7a9a3f') +
      solid('M-36 6H36C36 30 20 42 0 42C-20 42 -36 30 -36 6z', '#cf5a3c', '', 0.6) +
      bordered('M-34 6C-30 -16 -14 -24 0 -22C16 -24 30 -16 34 6z', '#f8e6ae', 3) +
      stamp(bordered('M0 -6Q4 0 0 6Q-4 0 0 -6z', '#fff', 1.8), '-16,-4,40 0,-10,-20 14,-4,80 2,1,60') +
      bordered(ellipse(-8, -14, 5), '#6fae4d', 2) +
      bordered(ellipse(20, -8, 4.5), '#6fae4d', 2),
  }),
  'egg-noodles': stamp(nest, '134,92,6,0.78 92,136,-3,1.12'),
  'ramen-noodles':
    strand('M120 66L172 22M132 74L184 36', '#b3613a', 3) +
    solid(
      'M24 98H176C176 140 148 164 128 166L126 173H74L72 166C52 164 24 140 24 98z',
      '#3d4d8f',
      line('M20 122q15 -14 30 0t30 0t30 0t30 0t30 0t30 0', 4.5, '#f3f0e2', 0.9),
    ) +
    bordered(ellipse(100, 98, 76, 20), '#e3a34a', 4) +
    line('M46 98q12 -12 24 0t24 0t24 0M60 108q12 -10 24 0t24 0t24 -2', 5, '#fbe3a0') +
    put(bordered(ellipse(0, 0, 19, 13), '#fffdf4', 3) + flat(ellipse(0, 0, 10, 7), '#f59a2f'), [136, 96, -10]) +
    bordered(ellipse(62, 92, 14, 8), '#f7c9d2', 3) +
    line('M56 92q6 -5 10 0', 2.4, '#e0587a') +
    stamp(bordered(ellipse(0, 0, 5, 4), '#6fae4d', 2.2), '96,88 108,92 90,98'),
  couscous: pouch({
    w: 100,
    h: 126,
    colour: '#e0603d',
    strip: '#ffd98a',
    print:
      bordered('M0 -40C24 -40 34 -20 34 4C34 28 18 38 0 38C-18 38 -34 28 -34 4C-34 -20 -24 -40 0 -40z', '#fff3da', 3) +
      flat('M-30 14Q0 -26 30 14Q22 36 0 36Q-22 36 -30 14z', '#eebd58') +
      dots('-12,12 0,4 12,12 -18,22 -4,18 8,24 20,20 -8,30 4,32', 5, '#fbe3a4') +
      put(motif.leafSprig, [0, -14, 0, 0.46]),
  }),
  'red-lentils': pillow({
    w: 106,
    h: 132,
    colour: '#f7ead0',
    crimp: '#c8553d',
    print:
      flat('M-70 6Q0 -34 70 6V60H-70z', '#ef8148') +
      stamp(
        bordered(ellipse(0, 0, 8, 5.5), '#f59a5e', 2.2),
        '-30,14,20 -12,4,-20 8,0,30 28,10,-30 -20,30,50 0,20,10 18,28,-10 -36,34,-20 38,32,40 4,40,0',
      ) +
      put(flat(ellipse(0, 0, 15), '#c8553d'), [0, -28]) +
      put(motif.leafSprig, [0, -27, 0, 0.38]),
  }),
  gnocchi:
    stamp(
      solid(
        'M-26 0C-28 -16 -14 -20 0 -20C16 -20 28 -14 26 2C24 18 12 20 -2 20C-16 20 -26 14 -26 0z',
        '#f5deaa',
        line('M-14 -18Q-20 0 -12 18M-2 -20Q-8 0 0 20M10 -19Q4 0 12 18', 3, '#cfa45a'),
        0.7,
      ),
      '74,70,-16 128,74,14 46,110,8 100,106,-6,1.1 154,112,-14 72,148,10 128,150,-8',
    ) + put(stamp(bordered('M0 0C-10 -6 -10 -22 0 -30C10 -22 10 -6 0 0z', '#5fa348', 3), '0,0,-30 0,0,34'), [100, 62]),
};
