import { jar, tin, drum } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp } from '../svg.ts';

const disc = (r: number, colour: string) => bordered(ellipse(0, 0, r), colour, 3);
const big = (drawing: string, size: number) => put(drawing, [0, 0, 0, size]);

/** Everything that waits in the cupboard in tin or glass. */
export const tinsAndJars: Drawings = {
  'baked-beans': tin({ w: 104, h: 136, label: '#1f9aa0', motif: disc(38, '#fbe9c6') + big(motif.beans, 1.15) }),
  'tinned-spaghetti': tin({ w: 104, h: 136, label: '#d6382f', band: '#ffd45c', motif: big(motif.spaghettiSwirl, 1.5) }),
  'chopped-tomatoes': tin({ w: 96, h: 130, label: '#f6ead0', band: '#3f8f4d', motif: big(motif.tomato, 1.3) }),
  'cream-of-tomato-soup': tin({ w: 92, h: 136, label: '#b92a2e', lower: '#fff4e2', motif: big(motif.soupBowl, 1.25) }),
  sweetcorn: tin({ w: 104, h: 100, label: '#2f8f57', band: '#ffd84d', motif: big(motif.cob, 1.02) }),
  chickpeas: tin({ w: 96, h: 124, label: '#7a55a3', motif: big(motif.chickpeas, 1.35) }),
  'red-kidney-beans': tin({ w: 96, h: 124, label: '#f4c542', motif: big(motif.kidneyBeans, 1.35) }),
  'coconut-milk': tin({ w: 92, h: 134, label: '#9bd3d8', band: '#3d8f74', motif: big(motif.coconut, 1.15) }),
  'pineapple-rings': tin({ w: 112, h: 96, label: '#ef7f45', motif: big(motif.pineappleRing, 1.2) }),
  'peach-slices': tin({ w: 92, h: 122, label: '#5c79c4', motif: big(motif.peachSlices, 1.25), lift: -5 }),
  'tuna-chunks':
    drum({
      top: 128,
      rx: 70,
      ry: 24,
      h: 26,
      side: '#2c6aa0',
      face: '#eceff5',
      on: line(ellipse(100, 128, 60, 19), 2.5, '#9aa3b5') + line('M100 120q14 -12 24 -4q2 8 -14 8z', 3.5, '#8a93a6'),
      around: flat('M0 138Q100 182 200 138V150Q100 194 0 150z', '#bfe0ee'),
    }) +
    drum({
      top: 78,
      rx: 70,
      ry: 24,
      h: 34,
      side: '#3a86bd',
      face: '#eceff5',
      around: flat('M0 92Q100 136 200 92V102Q100 146 0 102z', '#bfe0ee'),
    }) +
    put(motif.fish, [98, 77, -3, 1.05]),
  sardines:
    solid(
      'M22 112Q22 100 36 100H164Q178 100 178 112V146Q178 164 160 164H40Q22 164 22 146z',
      '#e0a92e',
      line('M20 146H180', 8, '#b8741d', 0.7),
    ) +
    solid(rounded(24, 74, 152, 48, 20), '#cdd3de', flat(rounded(34, 82, 132, 34, 14), '#8d97a8'), 0.7) +
    stamp(
      solid(
        'M-54 0C-44 -11 24 -12 36 -2L52 -9Q48 0 52 9L36 3C24 12 -44 11 -54 0z',
        '#a9c4d6',
        flat('M-60 2Q0 12 60 2V20H-60z', '#e8f1f5'),
        0.4,
      ) +
        line('M-42 -2h.1', 5) +
        line('M-30 -7q3 7 0 14', 2.2),
      '98,90 104,107,180',
    ) +
    solid(
      'M36 60Q24 60 24 72Q24 82 34 82H166Q176 82 176 72Q176 60 164 60z',
      '#eceff5',
      line('M40 66H160', 3, '#aab2c2'),
      0.5,
    ) +
    line('M84 60V44M84 44a10 10 0 1 1 20 0V60', 4.5),
  'green-olives': jar({
    w: 68,
    h: 128,
    fill: '#dfe3a0',
    lid: '#3f7a45',
    inside: stamp(
      bordered(ellipse(0, 0, 12, 10.5), '#93a83f', 2.6) + dots('4,-1', 6, '#d8402f'),
      '80,76,10 104,70,-20 122,86,40 88,94 110,106,30 80,114,60 98,126,20 122,126 82,140,10 104,148,50 124,150 80,162 106,166,12',
    ),
    level: 14,
  }),
  gherkins: jar({
    w: 100,
    h: 116,
    fill: '#cfdf9c',
    lid: '#e0b83c',
    inside: stamp(
      bordered(
        'M-10 -30C-8 -40 10 -40 11 -28C13 -6 12 14 8 28C4 38 -8 36 -11 26C-14 8 -13 -14 -10 -30z',
        '#5f9440',
        3,
      ) + dots('-3,-18 4,-4 -5,8 3,20', 4, '#b4d06f'),
      '68,110,-8 92,120,4,1.1 116,112,-6 138,122,9 104,150,80',
    ),
    level: 14,
  }),
  'basil-pesto': jar({
    w: 88,
    h: 88,
    fill: '#6d9c36',
    lid: '#fff2d8',
    inside: dots('70,124 86,150 120,120 132,150 104,164 64,160', 6, '#b7cf62'),
    label: '#fff8e6',
    motif: big(motif.leafSprig, 0.68),
    level: 8,
  }),
  'tomato-pasta-sauce': jar({
    w: 90,
    h: 124,
    fill: '#cf3a28',
    lid: '#f2f0ea',
    inside: dots('66,76 96,70 128,78 80,166 124,164', 6, '#f08a4b'),
    label: '#ffe9bf',
    motif: big(motif.tomato, 0.84),
    level: 8,
  }),
  'wholegrain-mustard': jar({
    w: 82,
    h: 84,
    fill: '#dba52f',
    lid: '#2e2a38',
    square: true,
    inside: dots(
      '66,106 82,112 100,106 118,113 134,106 70,120 128,122 66,140 134,140 66,158 80,166 100,164 118,167 134,160',
      6.5,
      '#8f5f1e',
    ),
    label: '#f7efda',
    motif: big(motif.wheat, 0.58),
    level: 8,
  }),
  'tomato-ketchup':
    solid('M92 26H108L112 48H88z', '#f5f5f0', '', 0.5) +
    solid(rounded(82, 46, 36, 16, 5), '#f5f5f0', '', 0.5) +
    solid('M84 62H116C128 72 138 86 138 108V160q0 13 -13 13H75q-13 0 -13 -13V108C62 86 72 72 84 62z', '#d62d2b', '') +
    put(bordered('M-30 -24Q0 -32 30 -24V24Q0 32 -30 24z', '#fff3dc', 3) + big(motif.tomato, 0.72), [100, 124]) +
    gleam('M72 104q2 -16 12 -26', 6),
  mayonnaise: jar({
    w: 92,
    h: 106,
    fill: '#fff6d8',
    lid: '#3b78bd',
    label: '#f6d24b',
    motif: solid(
      'M0 -20C13 -20 20 0 20 8A20 17 0 0 1 -20 8C-20 0 -13 -20 0 -20z',
      '#fffdf6',
      flat(ellipse(0, 9, 10), '#f4a92c'),
      0.5,
    ),
    level: 4,
  }),
  'soy-sauce':
    solid(rounded(86, 34, 28, 22, 5), '#d8362e', line('M112 40l12 -6', 5), 0.5) +
    solid(
      'M88 56H112C112 74 136 92 138 118L142 162q1 11 -10 11H68q-11 0 -10 -11L62 118C64 92 88 74 88 56z',
      '#43261f',
      '',
    ) +
    put(
      bordered('M-32 -22H32L35 28H-35z', '#f8e9c8', 3) +
        bordered(
          'M-22 10C-22 -2 -10 -12 0 -6C8 -14 22 -8 22 4C22 12 12 14 6 10C0 16 -6 16 -10 14C-16 16 -22 16 -22 10z',
          '#8fb04a',
          2.8,
        ) +
        line('M-10 0q-4 5 0 10M10 -2q4 5 0 10', 2.4),
      [100, 132],
    ) +
    gleam('M74 108q4 -12 12 -18', 5, 0.45),
  'extra-virgin-olive-oil':
    solid(rounded(90, 14, 20, 20, 4), '#c9a24a', '', 0.5) +
    solid(
      'M91 32H109V62C109 72 128 80 128 98V163q0 10 -10 10H82q-10 0 -10 -10V98C72 80 91 72 91 62z',
      '#5f7a2f',
      flat('M60 70H140V180H60z', '#8aa53a', 0.6),
    ) +
    put(bordered('M-28 -26H28V30H-28z', '#fff6dd', 3) + big(motif.olives, 0.78), [100, 126]) +
    gleam('M80 104q2 -8 6 -12', 5) +
    line('M97 40V58', 4, '#fff', 0.5),
  'balsamic-vinegar':
    solid(ellipse(100, 34, 13), '#b58546', '', 0.5) +
    solid(
      'M92 44H108V84C140 88 154 108 154 132C154 160 132 173 100 173C68 173 46 160 46 132C46 108 60 88 92 84z',
      '#3c1f2c',
      '',
    ) +
    bordered(ellipse(100, 130, 30, 27), '#e9d29a', 3) +
    stamp(bordered(ellipse(0, 0, 7), '#6a2d62', 2.4), '92,122 107,122 100,133 86,134 114,134 100,145') +
    gleam('M58 128q2 -18 16 -26', 5, 0.5),
  'tomato-puree':
    put(
      solid(
        'M-30 -62H30L22 44H-22z',
        '#e4392f',
        flat('M-40 28H40V34H-40z', '#ffd45c') + flat('M-40 -52H40V-46H-40z', '#ffd45c'),
      ) +
        solid(rounded(-33, -76, 66, 16, 3), '#cdd3de', line('M-24 -68H24', 2.4, INK, 0.4), 0.5) +
        solid('M-22 44H22L14 56H-14z', '#cdd3de', '', 0.4) +
        solid(rounded(-17, 54, 34, 22, 5), '#3f8f4d', line('M-8 58v16M0 58v16M8 58v16', 2.4, INK, 0.4), 0.5) +
        put(disc(24, '#fff3d8') + big(motif.tomato, 0.66), [0, -4]) +
        gleam('M-20 -40l4 60'),
      [94, 94, 24],
    ) + solid('M132 172C126 158 140 150 152 156C166 152 174 164 166 172z', '#d8301f', '', 0.5),
};
