import { box, pillow, tub } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, line, put, rounded, solid, stamp, strand } from '../svg.ts';

/** Snow along the upper edge of a packet, around its middle. */
const frost = (w: number, y: number) =>
  flat(
    `M${-w} ${y - 30}H${w}V${y}q${-w / 6} 14 ${-w / 3} 0q${-w / 6} 18 ${-w / 3} 2q${-w / 6} 16 ${-w / 3} 0q${-w / 6} 16 ${-w / 3} -2q${-w / 6} 16 ${-w / 3} 2q${-w / 6} 12 ${-w / 3} -2z`,
    '#fff',
    0.92,
  );
const SCOOP =
  'M-34 6C-38 -30 -18 -44 0 -44C18 -44 38 -30 34 6C36 16 24 18 20 10C14 20 4 18 0 11C-6 20 -16 18 -20 10C-24 18 -36 16 -34 6z';
const ball = (colour: string, specks: string) => solid(SCOOP, colour, specks, 0.8) + gleam('M-24 -12q3 -14 12 -19');
const pea = solid(ellipse(0, 0, 12), '#7cc04a', '', 0.5) + gleam('M-6 -2q1 -4 4 -5', 3);
const chip = (colour: string) => solid('M-10 -66H10V30H-10z', colour, '', 0.6);

/** From the freezer. */
export const frozen: Drawings = {
  'garden-peas': pillow({
    w: 108,
    h: 138,
    colour: '#4f9e45',
    print:
      frost(60, -44) +
      bordered(ellipse(0, 12, 38, 36), '#e6f5d3', 3) +
      stamp(pea, '-16,-2 8,-6 -4,14 18,12 -22,20,0,0.9 4,32,0,0.95 24,32,0,0.75'),
  }),
  'mixed-berries': pillow({
    w: 108,
    h: 138,
    colour: '#7d5bb5',
    print:
      frost(60, -44) +
      put(motif.strawberry, [-14, 2, -14, 0.98]) +
      stamp(bordered(ellipse(0, 0, 13), '#4f63b5', 3) + gleam('M-7 -2q1 -4 4 -6', 3), '20,4 8,28') +
      bordered(ellipse(-20, 36, 11), '#c42d58', 3) +
      dots('-24,33 -17,33 -21,40', 4, '#ea7a97') +
      bordered(ellipse(30, 30, 10), '#c42d58', 3),
  }),
  'oven-chips':
    stamp(chip('#fad676'), '66,100,5 100,92 134,100,-5') +
    stamp(chip('#f3c04e'), '82,96,-3 118,96,3') +
    stamp(solid('M-9 -50H9V30H-9z', '#f8cd62', '', 0.6), '80,88,-8 120,88,8 101,94,1') +
    solid(
      'M46 96Q100 122 154 96L140 166q-1 7 -8 7H68q-7 0 -8 -7z',
      '#d8362e',
      flat('M72 100H88L92 176H80zM112 100H128L120 176H108z', '#fff', 0.85),
    ) +
    gleam('M60 116l5 34'),
  'fish-fingers':
    box({
      w: 110,
      h: 84,
      d: 26,
      x: 28,
      front: '#2f7fc4',
      side: '#20598c',
      top: '#d9ecf8',
      print: flat('M-55 16Q-40 4 -26 16T2 16T30 16T58 16V50H-55z', '#8fd0e6') + put(motif.fish, [-4, -10, 0, 1.05]),
    }) +
    stamp(
      solid(
        rounded(-40, -14, 80, 28, 8),
        '#e79b3c',
        dots('-28,-4 -14,4 0,-5 12,5 26,-3 -24,8 32,7', 4, '#b9702a') + dots('-20,-8 6,2 20,-8', 4, '#f8c878'),
        0.7,
      ),
      '134,158,-4 128,134,8',
    ),
  'margherita-pizza':
    solid(
      ellipse(100, 106, 76, 66),
      '#d99a4e',
      flat(ellipse(100, 105, 64, 55), '#d8402f') +
        flat(
          'M46 100C40 70 76 52 104 56C140 54 162 86 154 112C150 142 116 156 92 152C62 152 46 128 46 100z',
          '#ffdc73',
        ) +
        stamp(flat(ellipse(0, 0, 13, 11), '#fff6dd'), '74,84,10 122,80,40 92,128,0 134,118,20 64,116,60'),
    ) +
    stamp(
      bordered(ellipse(0, 0, 12, 11), '#d8362e', 3) + dots('-3,-2 4,3', 3.4, '#ffb08a'),
      '98,84 118,116 76,136 138,92,0,0.8 58,94,0,0.8',
    ) +
    stamp(
      bordered('M0 0C-9 -5 -9 -18 0 -25C9 -18 9 -5 0 0z', '#4f9e45', 2.8),
      '98,112,-50 98,112,40 82,74,100 130,140,10',
    ) +
    gleam('M38 92q8 -26 30 -36', 6),
  'vanilla-ice-cream':
    put(ball('#fff3cf', dots('-14,-20 6,-30 14,-10 -6,-4 20,-24', 3, '#8a6a3a')), [84, 84, -4, 1.05]) +
    put(ball('#fbe7ae', dots('-10,-24 10,-20', 3, '#8a6a3a')), [128, 86, 6, 0.9]) +
    strand('M146 66L168 34', '#cdd3de', 6) +
    tub({
      w: 118,
      h: 92,
      colour: '#f3cf6b',
      lid: '#fff4d8',
      print: put(
        stamp(
          bordered('M0 -4C-9 -10 -8 -24 0 -28C8 -24 9 -10 0 -4z', '#fffdf4', 2.6),
          '0,0 0,0,72 0,0,144 0,0,216 0,0,288',
        ) + bordered(ellipse(0, 0, 6), '#f0a63c', 2.4),
        [0, 2],
      ),
    }),
  'strawberry-cones':
    solid(
      'M66 92H134L102 176q-2 4 -4 0z',
      '#e0a04e',
      line('M60 92L120 170M84 88L134 150M108 88L150 140M140 92L80 170M116 88L66 150M92 88L50 140', 3.4, '#a9672a'),
    ) +
    put(ball('#f48fb0', dots('-14,-16 8,-26 14,-6 -4,-34', 5, '#d9426f')), [100, 86, 0, 1.16]) +
    put(ball('#fff1f4', ''), [102, 46, 2, 0.8]) +
    put(motif.strawberry, [104, 14, 8, 0.5]),
  'fruit-lollies':
    stamp(solid(rounded(-8, 44, 16, 42, 7), '#e9c48a', '', 0.5), '64,92,-9 138,90,9') +
    put(
      solid(
        'M-32 -28C-32 -66 32 -66 32 -28V44q0 8 -8 8H-24q-8 0 -8 -8z',
        '#ff8a3c',
        flat('M-40 -12H40V22H-40z', '#ffd23f') +
          flat('M-40 22H40V60H-40z', '#f0506a') +
          line('M-12 -34V34M12 -34V34', 6, '#fff', 0.3),
      ) + gleam('M-22 -22q0 -16 8 -22'),
      [64, 92, -9],
    ) +
    put(
      solid(
        'M-32 -28C-32 -66 32 -66 32 -28V44q0 8 -8 8H-24q-8 0 -8 -8z',
        '#6cc24a',
        flat('M-40 -6H40V60H-40z', '#f9f3d2') +
          flat('M-40 26H40V60H-40z', '#e8507a') +
          line('M-12 -34V34M12 -34V34', 6, '#fff', 0.3),
        1,
      ) + gleam('M-22 -22q0 -16 8 -22'),
      [138, 90, 9],
    ),
  'king-prawns':
    solid(
      'M140 52C104 34 52 56 42 102C34 142 64 170 104 168C112 168 118 164 116 156C94 154 82 140 84 120C88 96 112 88 132 90C158 92 166 64 140 52z',
      '#f58a68',
      line(
        'M58 68Q78 86 90 104M44 102Q66 106 84 116M46 138Q68 130 84 126M74 162Q86 146 94 142M94 50Q104 74 106 94M128 46Q126 70 122 92',
        4,
        '#d65a48',
      ),
    ) +
    solid(
      'M112 152L152 140Q148 152 154 162Q144 176 110 168z',
      '#f8a68a',
      line('M118 160L148 152M118 162L148 164', 2.6, '#d65a48'),
      0.6,
    ) +
    line('M140 56Q170 34 182 44M146 62Q174 54 184 66', 4) +
    line('M96 110q-2 16 8 24M112 98q-4 14 6 22M128 92q0 12 8 18', 4) +
    line('M136 66h.1', 8) +
    gleam('M60 96q6 -22 24 -32', 6),
  waffles:
    stamp(
      solid(
        rounded(-46, -46, 92, 92, 20),
        '#e5ab57',
        flat(
          rounded(-33, -33, 28, 28, 4) +
            rounded(5, -33, 28, 28, 4) +
            rounded(-33, 5, 28, 28, 4) +
            rounded(5, 5, 28, 28, 4),
          '#c17f33',
        ) +
          flat(
            rounded(-30, -24, 25, 19, 3) +
              rounded(8, -24, 25, 19, 3) +
              rounded(-30, 14, 25, 19, 3) +
              rounded(8, 14, 25, 19, 3),
            '#d99645',
          ),
      ),
      '128,72,14 82,120,-6,1.06',
    ) + solid('M66 88L96 84L104 96V108L74 112L64 100z', '#ffe88c', flat('M66 88L96 84L104 96L74 100z', '#fff7c9'), 0.5),
  'ice-cubes': stamp(
    solid(
      'M-32 -14L0 -32L32 -14V22L0 40L-32 22z',
      '#bfe3f5',
      flat('M-32 -14L0 -32L32 -14L0 4z', '#effaff') +
        flat('M0 4L32 -14V22L0 40z', '#8fc7e6') +
        flat('M-24 -4L-8 5V22L-24 13z', '#fff', 0.6),
    ) + line('M-32 -14L0 4L32 -14M0 4V40', 3),
    '100,70,0,1.1 62,126,-5,1.1 138,128,4,1.1',
  ),
  'vegetable-pasties':
    stamp(
      solid(ellipse(0, 0, 17, 15), '#e9b060', '', 0.5),
      '30,146 32,124 42,104 58,89 78,79 100,75 122,79 142,89 158,104 168,124 170,146',
    ) +
    solid(
      'M28 158C28 108 62 84 100 84C138 84 172 108 172 158Q172 168 160 168H40Q28 168 28 158z',
      '#dd9d4a',
      line('M82 104l8 16M101 100l3 18M122 104l-4 16', 5, '#9a5a26') +
        dots('56,136 86,142 122,140 148,136 106,132', 4, '#f5d08c'),
    ) +
    gleam('M44 138q4 -16 14 -24', 6) +
    put(motif.cob, [156, 158, 30, 0.72]) +
    bordered(ellipse(128, 170, 8), '#7cc04a', 3) +
    bordered(ellipse(112, 172, 6), '#7cc04a', 3),
};
