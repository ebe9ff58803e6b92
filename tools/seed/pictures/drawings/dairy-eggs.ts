import { gable, tub } from '../containers.ts';
import type { Drawings } from '../drawings.ts';
import * as motif from '../motifs.ts';
import { bordered, dots, ellipse, flat, gleam, INK, line, put, rounded, solid, stamp } from '../svg.ts';

const egg = (colour: string) =>
  solid('M0 -30C18 -30 28 -4 28 8A28 24 0 0 1 -28 8C-28 -4 -18 -30 0 -30z', colour, '', 0.7) +
  gleam('M-14 0q2 -10 8 -14', 4);

/** Milk, cheese, butter, eggs. */
export const dairyAndEggs: Drawings = {
  'semi-skimmed-milk': gable({
    w: 84,
    h: 148,
    front: '#f7fbff',
    side: '#3f9a63',
    roof: '#57b67a',
    cap: '#fff',
    print: flat('M-42 22Q-20 8 0 22T42 22V60H-42z', '#57b67a') + put(motif.cow, [0, -12, 0, 1.1]),
  }),
  'whole-milk':
    solid(
      'M84 40H116C116 66 140 78 140 104V160q0 13 -13 13H73q-13 0 -13 -13V104C60 78 84 66 84 40z',
      '#eef7fb',
      flat('M40 70H160V180H40z', '#fff') + flat('M70 70q30 10 60 0v-6H70z', '#dcecf5'),
    ) +
    solid(
      'M78 26q22 -8 44 0l4 16q-26 8 -52 0z',
      '#3b6fc4',
      line('M88 28l-3 14M100 26v18M112 28l3 14', 2.4, INK, 0.35),
      0.6,
    ) +
    line('M86 46H114', 3, INK, 0.35) +
    put(motif.heart, [100, 128, 0, 0.9]) +
    gleam('M70 108q2 -14 10 -22', 6, 0.95),
  'salted-butter':
    solid('M22 138H178L168 160q-2 8 -10 8H42q-8 0 -10 -8z', '#5f8fc9', '') +
    bordered(rounded(14, 130, 172, 14, 7), '#86b2e0', 4) +
    bordered('M128 84L158 70V118L128 130z', '#e0b73c', 4) +
    bordered('M46 84L80 70H158L128 84z', '#fff1a8', 4) +
    solid('M46 84H128V130H46z', '#ffdf6b', line('M70 84v46M92 84v46M112 84v46', 2.6, '#e0b73c'), 0.6) +
    solid('M36 96L30 130H48L52 88z', '#ffe993', '', 0.4),
  'free-range-eggs':
    stamp(egg('#e9b98a'), '62,98 138,98') +
    stamp(egg('#f7e3cb'), '100,94') +
    stamp(egg('#d99f6c'), '44,118 156,118') +
    stamp(egg('#f1cda4'), '82,116 118,116') +
    solid(
      'M16 126q10 -16 26 0q14 -18 29 0q14 -18 29 0q14 -18 29 0q14 -18 29 0q16 -16 26 0L174 164q-2 9 -12 9H38q-10 0 -12 -9z',
      '#a9a6b5',
      line('M43 132v36M72 132v36M100 132v36M129 132v36M158 132v36', 3.5, '#7f7c8f'),
    ) +
    gleam('M30 136l3 18'),
  'mature-cheddar':
    bordered('M24 112L150 64L178 92V100L24 124z', '#ffd873', 4) +
    solid('M24 114L178 98V150q0 8 -8 9L34 172q-10 1 -10 -8z', '#f5b335', '') +
    flat('M162 101L178 99V152q0 6 -6 7l-10 1z', '#c9342c') +
    line('M162 100V160', 3.5) +
    line('M24 114L178 98M48 132l14 -2M84 150l18 -2M112 124l14 -2M60 156l10 -1', 3, '#d48d1c') +
    line('M24 114V164q0 9 10 8L170 159q8 -1 8 -9V98z', 4) +
    gleam('M34 128v18'),
  brie:
    solid(
      'M22 106C22 82 60 70 100 70C140 70 178 82 178 106V110H22z',
      '#fffdf6',
      dots('66,88 92,82 122,84 146,93 54,98 108,95 84,96 134,100', 4, '#ded2b4'),
    ) +
    solid(
      'M22 104H178V146Q178 156 168 156H32Q22 156 22 146z',
      '#fff9ea',
      flat('M32 114H168V142Q168 148 160 148H146Q144 164 134 164Q126 164 124 148H40Q32 148 32 142z', '#fbdf8c') +
        dots('54,128 88,134 118,124 148,132', 5, '#edc35f'),
    ) +
    solid('M122 154H148Q146 168 135 168Q124 168 122 154z', '#fbdf8c', '', 0.4) +
    gleam('M38 98q8 -10 24 -14', 4, 1),
  mozzarella:
    solid('M70 70C110 66 132 92 128 124C124 156 98 172 68 170C38 168 20 146 22 116C24 90 44 72 70 70z', '#fffdf7', '') +
    gleam('M36 118q2 -20 18 -30', 6, 1) +
    solid(
      'M136 96C162 94 180 112 178 136C176 158 160 172 138 172C116 172 100 156 102 134C104 112 118 98 136 96z',
      '#fffdf7',
      flat(ellipse(140, 136, 30, 29), '#f3eede'),
    ) +
    line('M126 124q8 -6 18 -2M134 142q10 0 16 -6', 3, '#d9cfb4') +
    put(
      stamp(
        bordered('M0 0C-12 -8 -12 -28 0 -38C12 -28 12 -8 0 0z', '#5fa348', 3.4) + line('M0 -4V-28', 2.4, INK, 0.45),
        '0,0,-40 0,0,40 0,2,0,1.15',
      ),
      [104, 80, 10],
    ),
  'natural-yogurt': tub({
    w: 104,
    h: 108,
    colour: '#fdfdfb',
    lid: '#4aa3c7',
    print:
      flat('M-60 14Q-30 -2 0 14T60 14V70H-60z', '#8fd0e0') +
      flat('M-60 28Q-30 12 0 28T60 28V70H-60z', '#4aa3c7') +
      put(line('M-16 8C-22 -10 16 -14 14 0C12 10 -6 8 -4 0', 5, '#4aa3c7'), [0, -18]),
  }),
  'strawberry-yogurt':
    put(tub({ w: 76, h: 76, colour: '#fbe1ea', lid: '#f08db0', taper: 8, print: '' }), [40, -6, 0, 0.96]) +
    put(
      tub({ w: 84, h: 86, colour: '#fff5f8', lid: '#ef6d9a', taper: 9, print: put(motif.strawberry, [0, 2, 0, 0.98]) }),
      [-22, 0],
    ),
  'double-cream':
    solid(
      'M58 66H142C142 80 136 90 136 104C136 128 146 148 146 158q0 15 -14 15H68q-14 0 -14 -15C54 148 64 128 64 104C64 90 58 80 58 66z',
      '#f3f7fb',
      flat('M40 110H160V180H40z', '#fffaf0'),
    ) +
    solid(
      rounded(50, 46, 100, 24, 8),
      '#8a5bb0',
      line('M62 58v10M76 58v10M90 58v10M104 58v10M118 58v10M132 58v10', 2.5, INK, 0.3),
      0.6,
    ) +
    put(
      bordered('M-30 -22H30V24H-30z', '#c9a7e3', 3) +
        line('M-18 14C-26 0 -6 -2 -4 -10C-2 -18 12 -18 12 -8C24 -8 26 14 12 14z', 4.5, '#fff') +
        flat('M-18 14C-26 0 -6 -2 -4 -10C-2 -18 12 -18 12 -8C24 -8 26 14 12 14z', '#fff'),
      [100, 132],
    ) +
    gleam('M66 116q-2 16 -4 26'),
  feta:
    solid(
      'M30 92L92 72L172 92V140L106 170L30 146z',
      '#fbfbf4',
      flat('M30 92L92 72L172 92L106 112z', '#ffffff') + flat('M106 112L172 92V140L106 170z', '#dfe5ea'),
    ) +
    line('M30 92L106 112L172 92M106 112V170', 3.5) +
    dots('52,116 74,130 58,138 86,118 126,128 146,116 134,144 94,88', 5, '#c8cfd8') +
    stamp(solid(ellipse(0, 0, 14, 12), '#5b3b63', '', 0.5) + dots('4,-3', 6, '#c9a7d0'), '48,160 80,170') +
    stamp(bordered('M0 0C-10 -6 -10 -22 0 -30C10 -22 10 -6 0 0z', '#7fae4e', 3), '104,76,-50 106,76,20'),
  parmesan:
    solid(
      'M28 150L116 44C150 52 172 76 174 104V150q0 8 -8 9L40 170q-12 2 -12 -10z',
      '#f0cf78',
      line('M52 138l10 -4M84 118l8 -8M92 146l12 -2M118 92l8 -8M120 128l10 -4M72 156l10 -2', 3.4, '#c99c3c'),
    ) +
    flat('M122 47C152 57 172 80 172 104V158H158V108C156 82 140 62 114 52z', '#b9822f') +
    line('M114 50C142 60 157 82 158 108V160', 3) +
    line('M28 150L116 44C150 52 172 76 174 104V150q0 8 -8 9L40 170q-12 2 -12 -10z', 4) +
    gleam('M56 132L96 84', 5) +
    stamp(solid('M-9 4L-4 -7L8 -4L6 7z', '#f6dd98', '', 0.4), '152,172,10 132,174,60,0.8'),
  'oat-drink':
    bordered('M130 46L150 34V162L130 173z', '#c9b183', 4) +
    bordered('M58 46L78 34H150L130 46z', '#f8efd9', 4) +
    solid('M58 46H130V173H58z', '#eee0bd', flat('M50 128Q74 112 94 128T140 128V180H50z', '#7fa98f'), 0.6) +
    put(motif.wheat, [94, 92, 0, 1.15]) +
    solid(rounded(84, 20, 26, 20, 5), '#7fa98f', '', 0.5) +
    gleam('M67 58v26'),
};
