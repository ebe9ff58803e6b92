/**
 * Small drawings for labels and packets, each around the origin and about 50 wide, so that a product is known by its
 * contents and not by its lettering.
 */
import { bordered, dots, ellipse, flat, gleam, line, solid, stamp } from './svg.ts';

export const beans = stamp(
  bordered('M-13 2C-14 -10 0 -13 9 -8C17 -3 15 9 7 9C1 9 2 4 -3 5C-8 7 -12 8 -13 2z', '#e8762f', 3),
  '-14,-10,-20 14,-12,30 -1,4,8 -18,14,60 18,13,-24',
);

export const spaghettiSwirl =
  line('M-26 10C-26 -24 26 -24 26 8C26 26 -16 28 -16 8C-16 -10 16 -12 16 6C16 16 -6 18 -6 7C-6 1 4 0 6 5', 9.5) +
  line(
    'M-26 10C-26 -24 26 -24 26 8C26 26 -16 28 -16 8C-16 -10 16 -12 16 6C16 16 -6 18 -6 7C-6 1 4 0 6 5',
    4.5,
    '#ffd968',
  );

export const tomato =
  solid('M0 -14C16 -24 32 -8 28 8C24 22 10 26 0 26C-10 26 -24 22 -28 8C-32 -8 -16 -24 0 -14z', '#e23b30', '', 0.6) +
  bordered(
    'M0 -24C3 -16 12 -20 18 -16C12 -12 8 -12 6 -4C2 -8 -2 -8 -6 -4C-8 -12 -12 -12 -18 -16C-12 -20 -3 -16 0 -24z',
    '#5fa348',
    2.6,
  ) +
  gleam('M-19 6q0 -7 4 -11', 4);

export const fish =
  solid(
    'M-34 0C-22 -20 8 -22 22 -4L38 -16Q34 0 38 16L22 4C8 22 -22 20 -34 0z',
    '#7fb3d3',
    line('M-12 -14Q-4 0 -12 14', 3) + flat('M-40 4Q-10 20 24 4V30H-40z', '#cfe6f0'),
    0.6,
  ) +
  line('M-23 -4h.1', 5.5) +
  line('M2 -6l6 -3M4 3l7 -2', 2.6);

export const cob =
  solid(
    'M0 -28C12 -22 14 -2 12 12Q8 26 0 27Q-8 26 -12 12C-14 -2 -12 -22 0 -28z',
    '#ffd23f',
    line('M-4 -30V30M4 -30V30M-16 -16H16M-16 -6H16M-16 4H16M-16 14H16', 2, '#d79a1f'),
    0.5,
  ) +
  bordered('M-18 -8C-22 12 -12 26 0 28C2 14 -12 6 -18 -8z', '#5fa348', 2.8) +
  bordered('M18 -8C22 12 12 26 0 28C-2 14 12 6 18 -8z', '#74b657', 2.8);

export const chickpeas = stamp(
  bordered('M-9 4C-12 -6 -4 -12 2 -9C8 -12 12 -4 10 3C8 10 -6 11 -9 4z', '#ecc67c', 3) + line('M1 -4q2 4 0 7', 2.2),
  '-13,-12,-10 11,-13,20 -1,4,0,1.1 -20,10,40 19,9,-30',
);

export const kidneyBeans = stamp(
  bordered('M-13 4C-17 -9 -2 -14 8 -9C18 -4 17 8 8 8C1 8 2 3 -3 5C-7 8 -11 9 -13 4z', '#8e2338', 3) +
    gleam('M-6 -5q4 -3 8 -2', 2.6),
  '-12,-12,-16 14,-8,40 -12,12,14 14,14,-20',
);

export const coconut =
  solid(
    ellipse(0, 0, 29, 27),
    '#7d4f2f',
    flat(ellipse(0, -2, 23, 20), '#fffdf6') + flat(ellipse(0, 1, 16, 13), '#dfe9ea'),
    0.6,
  ) + line('M-26 14l-4 4M-14 24l-2 5M14 25l3 4M26 14l4 3', 2.6);

export const soupBowl =
  line('M-12 -26q-5 6 0 11M2 -28q-5 6 0 11M16 -26q-5 6 0 11', 3.4, '#fff', 0.95) +
  solid('M-30 -4H30C30 14 18 24 0 24C-18 24 -30 14 -30 -4z', '#fff7e8', '', 0.6) +
  bordered(ellipse(0, -4, 30, 8), '#e2502c', 3.2) +
  line('M-8 -4q8 -5 14 1', 2.8, '#fff2d0');

export const pineappleRing = solid(
  'M0 -27a27 27 0 1 0 .1 0zM0 -9a9 9 0 1 1 -.1 0z',
  '#ffd74f',
  line('M0 -24V-14M0 24V14M-24 0H-14M24 0H14M-17 -17l6 6M17 -17l-6 6M-17 17l6 -6M17 17l-6 -6', 3, '#e2a526'),
  0.6,
);

export const peachSlices = stamp(
  bordered('M-20 8C-16 -16 16 -16 20 8C8 -2 -8 -2 -20 8z', '#ffae57', 3) + line('M-12 2q12 -8 24 0', 2.6, '#f2704f'),
  '0,-10,0,1.05 -6,6,-14,1.05 6,20,10,1.05',
);

export const olives = stamp(
  solid(ellipse(0, 0, 13, 11), '#8fa63c', '', 0.5) + dots('6,-2', 7, '#d8402f') + gleam('M-7 -3q2 -3 5 -4', 2.6),
  '-12,-10,-20 12,-8,20 0,11,6',
);

export const leafSprig =
  line('M0 24V-8', 3.4) +
  stamp(bordered('M0 0C-14 -6 -14 -24 0 -34C14 -24 14 -6 0 0z', '#5fa348', 3), '0,8 -2,18,-64,0.8 2,18,64,0.8');

export const wheat =
  line('M0 28V-10', 3.2, '#b37a26') +
  stamp(bordered('M0 9C-8 3 -8 -6 0 -12C8 -6 8 3 0 9z', '#f0bd4e', 2.6), '0,-18 -9,-4,-30 9,-4,30 -9,12,-30 9,12,30');

export const sun =
  line('M0 -28V-22M0 28V22M-28 0H-22M28 0H22M-20 -20l4 4M20 -20l-4 4M-20 20l4 -4M20 20l-4 -4', 4.5, '#f39c2b') +
  bordered(ellipse(0, 0, 16), '#ffc93d', 3);

export const snowflake = line(
  'M0 -24V24M-21 -12L21 12M21 -12L-21 12M0 -16l-6 -6M0 -16l6 -6M0 16l-6 6M0 16l6 6M-14 -8l-8 1M-14 -8l-1 -8M14 8l8 -1M14 8l1 8M14 -8l8 1M14 -8l1 -8M-14 8l-8 -1M-14 8l-1 8',
  4,
  '#fff',
);

export const drop =
  bordered('M0 -24C12 -6 18 2 18 10A18 18 0 0 1 -18 10C-18 2 -12 -6 0 -24z', '#57b2dd', 3) + gleam('M-9 10q0 6 5 9', 4);

export const orangeWheel =
  bordered(ellipse(0, 0, 25), '#f6932b', 3.4) +
  flat(ellipse(0, 0, 20), '#fff3d6') +
  flat(ellipse(0, 0, 17), '#ffae45') +
  line('M0 -17V17M-17 0H17M-12 -12L12 12M12 -12L-12 12', 2.6, '#fff3d6');

export const apple =
  solid(
    'M0 -12C-8 -22 -28 -18 -27 4C-26 20 -14 28 -6 27Q0 24 6 27C14 28 26 20 27 4C28 -18 8 -22 0 -12z',
    '#d83b3d',
    '',
    0.6,
  ) +
  line('M0 -12Q0 -20 5 -26', 3.4) +
  bordered('M3 -18C8 -28 18 -28 22 -24C18 -16 10 -14 3 -18z', '#5fa348', 2.6) +
  gleam('M-18 4q0 -8 6 -12', 4);

export const strawberry =
  solid(
    'M0 -14C14 -22 28 -12 24 4C20 18 8 28 0 29C-8 28 -20 18 -24 4C-28 -12 -14 -22 0 -14z',
    '#e8324a',
    dots('-10,-2 4,0 14,-4 -4,12 8,12 0,22', 3.4, '#ffe08a'),
    0.6,
  ) +
  bordered(
    'M0 -14C-6 -10 -12 -10 -16 -14C-10 -18 -8 -22 0 -22C8 -22 10 -18 16 -14C12 -10 6 -10 0 -14z',
    '#5fa348',
    2.6,
  );

export const cow =
  bordered('M-18 -18C-28 -22 -32 -14 -26 -8zM18 -18C28 -22 32 -14 26 -8z', '#fff', 2.8) +
  solid(
    'M-18 -18Q0 -26 18 -18C20 -2 18 8 16 14H-16C-18 8 -20 -2 -18 -18z',
    '#fff',
    flat('M-22 -26H-4C-2 -8 -10 0 -22 0z', '#3d3a46'),
    0.5,
  ) +
  bordered(ellipse(0, 15, 19, 11), '#f4a9b4', 2.8) +
  line('M-9 -6h.1M9 -6h.1', 5.5) +
  line('M-6 15h.1M6 15h.1', 4.5);

export const heart = bordered(
  'M0 20C-26 2 -24 -20 -10 -20C-4 -20 0 -16 0 -11C0 -16 4 -20 10 -20C24 -20 26 2 0 20z',
  '#ef4d63',
  3,
);

export const bubbles =
  bordered(ellipse(-8, 8, 15), '#dff4fb', 2.8) +
  bordered(ellipse(13, -6, 10), '#c4ebf7', 2.8) +
  bordered(ellipse(-12, -17, 6), '#fff', 2.6) +
  gleam('M-16 6q1 -6 6 -8', 3, 0.95);

export const star = bordered('M0 -24L7 -8L24 -7L11 4L15 21L0 12L-15 21L-11 4L-24 -7L-7 -8z', '#ffd23f', 3);
