import { box, gable, jar, paperBag } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp } from '../svg.ts';

/** A drinks can with its rim and ring pull. */
const can = (w: number, top: number, colour: string, print: string) => {
  const [l, r] = [100 - w / 2, 100 + w / 2];
  return (
    solid(
      `M${l} ${top + 12}V160q0 4 8 13H${r - 8}q8 -9 8 -13V${top + 12}L${r - 9} ${top}H${l + 9}z`,
      '#cdd3de',
      flat(`M0 ${top + 12}H200V160H0z`, colour) + print,
    ) +
    bordered(ellipse(100, top, w / 2 - 9, 8), '#eceff5', 4) +
    line(`M92 ${top}q8 -5 14 0q-6 4 -14 0z`, 2.6) +
    gleam(`M${l + 10} ${top + 24}v44`)
  );
};

/** A slim glass bottle with a crown cap. */
const glass = (colour: string, inside: string) =>
  solid('M88 38H112V74C112 86 130 94 130 114V163q0 10 -10 10H80q-10 0 -10 -10V114C70 94 88 86 88 74z', colour, inside) +
  gleam('M79 118q1 -12 7 -18') +
  gleam('M95 48v18', 4, 0.5);
const crown = (colour: string) =>
  solid('M84 26q16 -8 32 0l3 14q-4 4 -7 0q-4 4 -8 0q-4 4 -8 0q-4 4 -8 0q-4 4 -7 0z', colour, '', 0.5);
const teaLeaf =
  bordered('M0 0C-16 -10 -16 -32 0 -44C16 -32 16 -10 0 0z', '#6fae4d', 3) + line('M0 0V-30', 2.4, INK, 0.5);

/** Hot, cold, sparkling and strong. */
export const drinks: Drawings = {
  'orange-juice': gable({
    w: 84,
    h: 150,
    front: '#f9a03a',
    side: '#d97a1d',
    roof: '#fff4dc',
    cap: '#4f9e45',
    print: put(motif.orangeWheel, [0, -2, 0, 1.3]),
  }),
  'apple-juice':
    solid(rounded(84, 24, 32, 20, 5), '#e04a43', '', 0.5) +
    solid(
      'M88 44H112C114 62 138 66 142 88C144 100 136 104 136 114C136 124 144 130 142 142V160q0 13 -13 13H71q-13 0 -13 -13V142C56 130 64 124 64 114C64 104 56 100 58 88C62 66 86 62 88 44z',
      '#efc75a',
      flat('M40 40H160V66H40z', '#fff8dc', 0.7),
    ) +
    bordered(ellipse(100, 124, 31), '#fff8e4', 3) +
    put(motif.apple, [100, 124, 0, 0.82]) +
    gleam('M68 92q2 -12 12 -18', 6),
  'sparkling-water':
    solid(rounded(86, 18, 28, 20, 5), '#3b6fc4', '', 0.5) +
    solid(
      'M90 38H110C110 58 134 70 134 92V164q0 9 -9 9H75q-9 0 -9 -9V92C66 70 90 58 90 38z',
      '#bfe6f2',
      flat('M50 62H150V180H50z', '#9fdaec') + dots('80,86 116,78 104,92 84,150 118,156 100,164 90,72', 6, '#fff'),
    ) +
    put(bordered('M-34 -26H34V26H-34z', '#2f62b5', 3) + put(motif.bubbles, [0, 2, 0, 0.82]), [100, 122]) +
    gleam('M74 98q1 -14 8 -22', 5, 0.95),
  cola: can(
    82,
    48,
    '#5a2a22',
    line('M40 138C70 90 120 150 160 88', 18, '#f3e6d0') +
      dots('84,80 100,68 118,78 90,98 122,140 106,150', 6, '#d9a679'),
  ),
  lemonade:
    line('M84 30Q100 8 116 30', 4.5) +
    solid(ellipse(100, 24, 12, 9), '#f7f1e4', '', 0.5) +
    solid(
      'M90 34H110V70C110 82 138 92 138 122V160q0 13 -13 13H75q-13 0 -13 -13V122C62 92 90 82 90 70z',
      '#fdf3b4',
      flat('M50 92H150V180H50z', '#fbe879') + dots('76,116 124,112 84,158 112,162 128,146 72,144', 5, '#fff'),
    ) +
    line('M84 30L88 52H112L116 30', 4) +
    put(
      bordered('M-24 0C-18 -20 18 -20 24 0C18 20 -18 20 -24 0z', '#ffdc3f', 3) + gleam('M-12 -6q6 -5 12 -5', 3.5),
      [100, 130, -20],
    ) +
    gleam('M72 120q2 -12 10 -20', 5, 0.9),
  'ginger-beer':
    crown('#e5a22f') +
    glass(
      '#7a4a24',
      put(
        bordered('M-34 -22H34V28H-34z', '#f4dfae', 3) +
          line('M-14 10Q-16 -4 -4 -2Q-6 -16 8 -12Q22 -8 10 4Q20 14 6 14Q-2 22 -14 10z', 4, '#b9762c') +
          flat('M-14 10Q-16 -4 -4 -2Q-6 -16 8 -12Q22 -8 10 4Q20 14 6 14Q-2 22 -14 10z', '#dfa758'),
        [100, 130],
      ),
    ),
  'tonic-water': can(
    66,
    42,
    '#f2f6f4',
    flat('M0 54H200V82H0zM0 140H200V162H0z', '#2c8a74') +
      put(
        bordered(ellipse(0, 0, 20), '#8cc84b', 3) +
          flat(ellipse(0, 0, 14), '#e3f3b8') +
          line('M0 -13V13M-13 0H13M-9 -9L9 9M9 -9L-9 9', 2.4, '#8cc84b'),
        [100, 111],
      ),
  ),
  'breakfast-tea':
    box({
      w: 88,
      h: 92,
      d: 22,
      x: 26,
      front: '#c63c3a',
      side: '#93292e',
      top: '#f3c14a',
      print:
        flat('M-44 -46H44V-32H-44zM-44 32H44V46H-44z', '#f3c14a') +
        put(
          bordered('M-22 -18H16V4Q16 18 -3 18Q-22 18 -22 4z', '#fff7ea', 3) +
            line('M16 -12q12 -2 10 8q-2 8 -11 8M-10 -28q-4 4 0 8M4 -28q-4 4 0 8', 3),
          [0, 2],
        ),
    }) +
    line('M132 96Q150 84 150 112', 3) +
    solid(
      'M136 126L150 112L164 126V164q0 4 -4 4H140q-4 0 -4 -4z',
      '#f6eeda',
      flat('M130 140H170V170H130z', '#a86b3c'),
      0.5,
    ) +
    bordered('M118 84H138V104H118z', '#f3c14a', 3),
  'green-tea':
    line('M148 96C176 92 176 140 144 138', 16) +
    line('M148 96C176 92 176 140 144 138', 8, '#7fbfa4') +
    solid('M44 110L18 88L12 96C24 106 26 130 52 142z', '#7fbfa4', '', 0.6) +
    solid(
      'M100 72C140 72 158 98 154 130C150 162 130 173 100 173C70 173 50 162 46 130C42 98 60 72 100 72z',
      '#8fd0b4',
      flat('M30 128Q65 112 100 128T170 128V136Q135 148 100 136T30 136z', '#d9f0df'),
    ) +
    solid('M68 78Q72 56 100 56Q128 56 132 78Q100 88 68 78z', '#7fbfa4', '', 0.6) +
    solid(ellipse(100, 49, 9), '#f0dfb2', '', 0.4) +
    put(stamp(teaLeaf, '0,0,-44,0.7 0,0,44,0.7 0,0,0,0.8'), [100, 122]) +
    gleam('M58 116q2 -16 14 -24', 6),
  'ground-coffee': paperBag({
    w: 92,
    h: 136,
    colour: '#4a3026',
    fold: '#6a4636',
    print:
      bordered('M-32 -32H32V36H-32z', '#f3e2c4', 3) +
      stamp(
        bordered('M-10 0C-10 -9 -4 -14 0 -14C8 -14 11 -6 10 2C9 10 4 14 -2 13C-8 12 -10 6 -10 0z', '#8a5230', 2.8) +
          line('M3 -12Q-5 -2 1 12', 2.6),
        '-12,-8,-30 13,-10,30 0,16,10',
      ),
  }),
  'instant-coffee': jar({
    w: 82,
    h: 106,
    fill: '#6b3d24',
    lid: '#2f6b52',
    square: true,
    inside: dots('68,92 84,88 104,92 126,88 70,166 92,164 116,167 132,160 66,112 134,112', 7, '#8f5a38'),
    label: '#f0c24a',
    motif:
      bordered('M-18 -8H14V6Q14 17 -2 17Q-18 17 -18 6z', '#fff7ea', 3) +
      line('M14 -5q10 -1 9 6q-2 6 -10 6M-8 -20q-3 4 0 7M4 -20q-3 4 0 7', 2.8),
    level: 12,
  }),
  'hot-chocolate':
    line('M142 98C176 94 176 148 140 146', 17) +
    line('M142 98C176 94 176 148 140 146', 9, '#e8604c') +
    solid('M44 84H146V156q0 17 -17 17H61q-17 0 -17 -17z', '#e8604c', put(motif.heart, [95, 130, 0, 1.05])) +
    bordered(ellipse(95, 84, 51, 14), '#6b3d28', 4) +
    stamp(solid(rounded(-13, -11, 26, 21, 6), '#fffaf2', '', 0.4), '74,76,-12 116,77,10 95,68,4') +
    line('M78 50q-8 -9 0 -18M100 44q-8 -9 0 -18M122 50q-8 -9 0 -18', 5, '#fff', 0.95) +
    gleam('M56 106v32', 6),
  'elderflower-cordial':
    solid(rounded(89, 12, 22, 18, 4), '#f4efe2', '', 0.5) +
    solid(
      'M92 30H108V66C108 76 122 84 122 100V165q0 8 -8 8H86q-8 0 -8 -8V100C78 84 92 76 92 66z',
      '#e3ecb0',
      flat('M60 82H140V180H60z', '#d5e38a'),
    ) +
    put(
      bordered('M-22 -30H22V34H-22z', '#5a8f6c', 3) +
        stamp(
          stamp(bordered(ellipse(0, -4.6, 3.4, 4.4), '#fff', 1.6), '0,0 0,0,72 0,0,144 0,0,216 0,0,288') +
            dots('0,0', 4, '#f2c94c'),
          '0,-14 -10,2 10,2 0,17',
        ),
      [100, 128],
    ) +
    gleam('M85 104q1 -8 5 -13'),
  'red-wine':
    solid(rounded(87, 12, 26, 40, 4), '#b3243f', line('M86 40H114', 3, INK, 0.4), 0.6) +
    solid(
      'M89 48H111V70C111 82 134 84 134 106V163q0 10 -10 10H76q-10 0 -10 -10V106C66 84 89 82 89 70z',
      '#3b4a35',
      '',
    ) +
    put(
      bordered('M-33 -28H33V32H-33z', '#fbf0d9', 3) +
        stamp(bordered(ellipse(0, 0, 7.5), '#8e2b56', 2.4), '-8,-8 8,-8 0,-6 -4,6 5,6 0,17') +
        bordered('M0 -14C4 -22 14 -22 18 -18C14 -12 6 -10 0 -14z', '#6fae4d', 2.4),
      [100, 132],
    ) +
    gleam('M75 108q2 -10 10 -14', 5, 0.5),
  'pale-ale':
    line('M140 96C176 90 176 148 138 146', 17) +
    line('M140 96C176 90 176 148 138 146', 9, '#e9f3f6') +
    solid(
      'M48 82H144V160q0 13 -13 13H61q-13 0 -13 -13z',
      '#f2b134',
      line('M72 104v54M96 104v54M120 104v54', 8, '#ffd36f', 0.8) +
        dots('84,150 108,138 84,118 110,112 132,150', 5, '#fff3c4'),
    ) +
    solid(
      'M40 78C34 60 50 50 62 54C68 38 92 36 100 48C112 38 136 42 138 56C154 56 160 74 150 86C146 98 132 98 126 90C120 102 108 100 104 92L102 116Q94 122 88 114V92C80 100 68 98 64 90C54 98 42 92 40 78z',
      '#fffaf0',
      '',
      0.8,
    ),
  smoothie:
    solid(rounded(80, 26, 40, 20, 6), '#5a3f8f', '', 0.5) +
    solid('M84 46H116C116 62 134 70 134 92V158q0 15 -15 15H81q-15 0 -15 -15V92C66 70 84 62 84 46z', '#e06aa3', '') +
    put(
      bordered('M-34 -30Q0 -22 34 -30V30Q0 38 -34 30z', '#fff3f8', 3) +
        put(motif.strawberry, [-9, 2, -14, 0.68]) +
        bordered(ellipse(14, 12, 9), '#4f63b5', 2.6) +
        bordered(ellipse(15, -10, 8), '#6d3c8e', 2.6),
      [100, 122],
    ) +
    gleam('M75 94q2 -12 9 -18', 6),
};
