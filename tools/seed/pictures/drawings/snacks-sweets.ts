import { box, pillow } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp } from '../svg.ts';

const crisp = (colour: string) =>
  bordered('M-24 6C-26 -12 -8 -20 8 -16C24 -12 28 4 18 14C6 12 -6 14 -14 20Q-22 16 -24 6z', colour, 3) +
  line('M-12 -2q10 -8 22 -4', 2.6, '#c98a24');
const chips = (places: string) => dots(places, 11, '#4a2a1c') + put(dots(places, 3, '#8a5a3c'), [-2, -2]);
const kernel =
  bordered('M-10 2C-18 -4 -12 -16 -4 -13C0 -20 12 -18 12 -10C20 -8 18 6 9 6C6 14 -8 14 -10 2z', '#fff6d6', 2.8) +
  line('M-2 -4q4 -3 7 1', 2.6, '#f0b73a');
const sweet = (colour: string, wrap: string) =>
  bordered('M-24 0L-46 -18Q-40 0 -46 18zM24 0L46 -18Q40 0 46 18z', wrap, 3.4) +
  line('M-30 0L-40 -6M-30 0L-40 6M30 0L40 -6M30 0L40 6', 2.4) +
  solid(ellipse(0, 0, 27, 22), colour, line('M-14 -26L-2 26M6 -26L18 26', 8, wrap), 0.7) +
  gleam('M-17 -2q2 -8 8 -11', 4);
const bear = (colour: string) =>
  solid(
    'M-18 -52C-26 -56 -36 -46 -28 -36C-32 -26 -28 -16 -20 -12C-32 -12 -40 2 -30 8C-26 10 -22 6 -20 6C-24 16 -24 22 -22 28C-34 28 -36 46 -22 48H-4Q0 40 4 48H22C36 46 34 28 22 28C24 22 24 16 20 6C22 6 26 10 30 8C40 2 32 -12 20 -12C28 -16 32 -26 28 -36C36 -46 26 -56 18 -52Q0 -62 -18 -52z',
    colour,
    flat(ellipse(0, 14, 13, 15), '#fff', 0.28),
    0.8,
  ) +
  line('M-9 -34h.1M9 -34h.1', 5.5) +
  bordered(ellipse(0, -25, 5, 3.6), INK, 1) +
  gleam('M-22 -34q1 -8 6 -11', 4);

/** To nibble. */
export const snacksAndSweets: Drawings = {
  'ready-salted-crisps': pillow({
    w: 104,
    h: 140,
    colour: '#d8362e',
    print:
      bordered(ellipse(0, 0, 41, 40), '#ffe9a8', 3) +
      stamp(crisp('#f5c04a'), '-10,-14,-10,0.9 14,2,30,0.9 -10,18,-30,0.9'),
  }),
  'tortilla-chips': pillow({
    w: 104,
    h: 140,
    colour: '#2a8c8c',
    print:
      flat('M-70 20L-40 0L-10 20L20 0L50 20L80 0V60H-70z', '#f0a63c') +
      stamp(
        bordered('M0 -26Q24 4 28 18Q0 26 -28 18Q-24 4 0 -26z', '#f3c04e', 3) +
          dots('-6,0 8,4 -2,12 14,12 -14,11', 3.6, '#b9742a'),
        '-12,-14,-16 16,10,22,0.92',
      ),
  }),
  popcorn:
    stamp(
      kernel,
      '62,78,10,1.2 88,66,-30,1.2 114,66,40,1.2 138,78,80,1.2 76,52,60,1.15 102,44,0,1.25 126,54,-20,1.15 100,80,100,1.2 70,88,200 130,88,20',
    ) +
    solid(
      'M48 88H152L138 166q-1 7 -8 7H70q-7 0 -8 -7z',
      '#fff7ec',
      flat('M44 86H66L76 176H60zM88 86H112L108 176H92zM134 86H156L142 176H124z', '#dd3b3b'),
    ) +
    gleam('M74 104l5 44', 5, 0.7),
  'milk-chocolate': put(
    solid(
      'M-44 -76H44V76H-44z',
      '#7a4528',
      line('M0 -80V80M-50 -38H50M-50 0H50M-50 38H50', 4, '#57301c') +
        line('M-34 -66h22M10 -66h22M-34 -28h22M10 -28h22', 4, '#a9714b'),
    ) +
      solid(
        'M-52 6L-36 -2L-22 8L-6 -3L10 7L26 -3L40 6L52 -1V82H-52z',
        '#5a3fa0',
        flat('M-60 34H60V66H-60z', '#f4c544') + put(motif.heart, [0, 50, 0, 0.5]),
      ) +
      bordered(
        'M-52 6L-36 -2L-22 8L-6 -3L10 7L26 -3L40 6L52 -1V13L40 19L26 10L10 20L-6 10L-22 20L-36 11L-52 19z',
        '#e4e8f0',
        3.4,
      ),
    [100, 96, 14],
  ),
  'chocolate-chip-cookies':
    solid(rounded(34, 142, 132, 30, 15), '#c98745', chips('58,158 104,162 146,156')) +
    solid(rounded(40, 116, 124, 30, 15), '#d99a55', chips('70,132 120,130')) +
    put(
      solid(
        'M0 -52C22 -54 48 -34 52 -6C54 22 34 48 4 52C-26 54 -50 32 -52 4C-52 -24 -30 -50 0 -52z',
        '#e0a55e',
        chips('-24,-20 8,-32 26,-4 -8,4 -34,12 12,26 -14,36'),
      ) + gleam('M-42 0q0 -18 12 -30'),
      [98, 74],
    ),
  shortbread:
    put(
      bordered('M-74 -18H74V18H-74z', '#c63c3a', 4) +
        flat('M-74 -5H74V5H-74z', '#2f6b52') +
        line('M-48 -18V18M-16 -18V18M16 -18V18M48 -18V18', 5, '#f0c24a', 0.9) +
        line('M-74 -11H74M-74 11H74', 2, '#fff', 0.7),
      [100, 154],
    ) +
    stamp(
      solid(
        'M-66 -20H66Q72 -20 72 -14V14Q72 20 66 20H-66Q-72 20 -72 14V-14Q-72 -20 -66 -20z',
        '#f2cf8c',
        dots('-52,-6 -26,-6 0,-6 26,-6 52,-6 -39,7 -13,7 13,7 39,7', 6, '#b98640') +
          dots('-40,-10 -8,-12 30,2 56,8 -58,8', 3, '#fff'),
        0.8,
      ),
      '100,116,2 96,78,-9 110,42,10',
    ),
  'custard-creams': stamp(
    solid(rounded(-50, 10, 100, 22, 8), '#e0ac5c', '', 0.7) +
      solid(rounded(-44, -2, 88, 15, 6), '#fff0b8', '', 0.5) +
      solid(rounded(-50, -22, 100, 24, 8), '#eec077', line('M-36 -10q9 -8 18 0t18 0t18 0t18 0', 3, '#b9803a'), 0.7),
    '88,142 114,88,-8',
  ),
  'jelly-bears':
    put(bear('#e8453f'), [58, 122, -10]) +
    put(bear('#57b04f'), [144, 122, 10]) +
    put(bear('#f5b62f'), [100, 106, 0, 1.22]),
  'mixed-nuts':
    solid(
      'M30 108H170C170 146 142 172 100 172C58 172 30 146 30 108z',
      '#3f8c8a',
      flat('M20 122H180V132H20z', '#8fd0c6'),
    ) +
    bordered(ellipse(100, 108, 70, 18), '#6a4630', 4) +
    stamp(
      bordered('M-22 6C-26 -10 -8 -18 4 -10C14 -6 24 -10 24 2C22 14 8 12 2 8C-6 4 -12 18 -22 6z', '#f3dca8', 3.2),
      '62,98,-14 126,84,150',
    ) +
    stamp(
      bordered('M-20 2C-14 -14 12 -16 22 0C12 14 -12 14 -20 2z', '#a9673a', 3.2) +
        line('M-12 1q12 -6 26 -1M-8 6q10 2 18 -1', 2.2, '#d79a66'),
      '94,80,-24 142,104,14 72,116,20',
    ) +
    stamp(
      bordered('M0 -17C14 -16 18 2 12 12Q0 18 -12 12C-18 2 -14 -16 0 -17z', '#c98745', 3.2) +
        bordered('M-12 8Q0 2 12 8Q8 17 0 16Q-8 17 -12 8z', '#e9cfa0', 2.6),
      '108,106,14 66,80,-30,0.9',
    ),
  'fruit-drops':
    put(sweet('#ef5b7b', '#fff3d9'), [74, 64, -18, 1.25]) +
    put(sweet('#55a7d8', '#ffffff'), [126, 106, 22, 1.25]) +
    put(sweet('#f6b432', '#fff6df'), [74, 146, -8, 1.25]),
  'liquorice-allsorts':
    stamp(
      solid(rounded(-26, 10, 52, 17, 3), '#2f2a35', '', 0.5) +
        solid(rounded(-26, -7, 52, 17, 3), '#ffd64f', '', 0.5) +
        solid(rounded(-26, -24, 52, 17, 3), '#2f2a35', '', 0.5),
      '62,142,-4',
    ) +
    solid(
      ellipse(142, 140, 33),
      '#ef7fae',
      dots('128,124 146,118 160,132 150,148 132,142 126,158 144,162 160,154', 7, '#fbc3da'),
    ) +
    put(
      solid(rounded(-34, -26, 68, 52, 12), '#fff', '', 0.7) + solid(ellipse(0, 0, 17), '#2f2a35', '', 0.5),
      [112, 78, 10],
    ) +
    put(solid(rounded(-25, -25, 50, 50, 4), '#f08a3c', flat('M-30 -8H30V8H-30z', '#2f2a35'), 0.7), [54, 82, -14]),
  marshmallows:
    stamp(
      solid('M-30 -20C-30 -30 30 -30 30 -20V22C30 34 -30 34 -30 22z', '#fbb9cf', '', 0.8) +
        bordered(ellipse(0, -20, 30, 10), '#ffdbe6', 3.5),
      '58,136,-6 144,138,8',
    ) +
    stamp(
      solid('M-30 -20C-30 -30 30 -30 30 -20V22C30 34 -30 34 -30 22z', '#fffaf3', '', 0.8) +
        bordered(ellipse(0, -20, 30, 10), '#fff', 3.5),
      '102,138,2 80,78,-8 126,84,12',
    ),
  'rice-cakes':
    stamp(
      solid(
        'M-62 -6Q-66 -14 -58 -14H58Q66 -14 62 -6Q68 2 60 8H-60Q-68 2 -62 -6z',
        '#f6ecd6',
        dots('-46,-4 -30,0 -14,-6 2,0 18,-5 34,0 48,-5', 9, '#fffdf6'),
        0.6,
      ),
      '100,162 103,142 98,122',
    ) +
    solid(
      ellipse(100, 78, 54, 46),
      '#f6ecd6',
      stamp(
        bordered(ellipse(0, 0, 9, 7.5), '#fffdf6', 1.8),
        '70,56,20 92,48,-30 116,52,40 136,68,0 62,78,60 84,72,10 106,72,-20 126,86,30 76,98,-10 98,96,50 118,106,0 92,114,20 144,90,70',
      ),
    ),
  'after-dinner-mints':
    box({
      w: 112,
      h: 74,
      d: 26,
      front: '#1f5b4b',
      side: '#143f35',
      top: '#2f7a64',
      print:
        bordered(ellipse(0, 0, 24, 24), '#e8d9a0', 3) +
        stamp(bordered('M0 0C-10 -6 -10 -22 0 -30C10 -22 10 -6 0 0z', '#57b98a', 2.8), '0,14,-34 0,14,34 0,13,0,1.05'),
    }) +
    put(solid('M-34 -22H34V22H-34z', '#6e432c', line('M-40 -6q20 -10 40 0t40 0', 4, '#a26a48'), 0.6), [132, 74, -14]) +
    put(solid('M-34 -22H34V22H-34z', '#6e432c', line('M-40 -6q20 -10 40 0t40 0', 4, '#a26a48'), 0.6), [72, 66, 12]),
};
