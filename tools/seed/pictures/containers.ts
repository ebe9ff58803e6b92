import { bordered, closer, ellipse, flat, gleam, INK, line, num, put, rounded, solid } from './svg.ts';

/** The ground that everything stands on. */
export const GROUND = 173;
const MIDDLE = 100;
const STEEL = '#cdd3de';
const STEEL_LIGHT = '#eceff5';

/** A food tin: steel, a label with a large motif, and the lid seen from a little above. */
export function tin(o: {
  w: number;
  h: number;
  label: string;
  band?: string;
  lower?: string;
  motif: string;
  lift?: number;
}): string {
  const rx = o.w / 2;
  const ry = rx * 0.24;
  const [left, right, top, base] = [MIDDLE - rx, MIDDLE + rx, GROUND - o.h + ry, GROUND - ry];
  const arc = (sweep: 0 | 1, x: number, y: number) => `A${num(rx)} ${num(ry)} 0 0 ${sweep} ${num(x)} ${num(y)}`;
  const ring = (from: number, to: number) =>
    `M${num(left)} ${num(from)}${arc(0, right, from)}V${num(to)}${arc(1, left, to)}z`;
  const [from, to] = [top + 11, base - 9];
  const label =
    flat(ring(from, to), o.label) +
    (o.lower ? flat(ring((from + to) / 2, to), o.lower) : '') +
    (o.band ? flat(ring(from, from + 9), o.band) + flat(ring(to - 9, to), o.band) : '') +
    line(`M${num(left)} ${num(from)}${arc(0, right, from)}M${num(left)} ${num(to)}${arc(0, right, to)}`, 2.5);
  return closer(
    solid(`M${num(left)} ${num(top)}V${num(base)}${arc(0, right, base)}V${num(top)}z`, STEEL, label) +
      put(o.motif, [MIDDLE, (from + to) / 2 + ry * 0.9 + (o.lift ?? 0)]) +
      gleam(`M${num(left + 9)} ${num(from + 12)}V${num(to - 8)}`, 5, 0.5) +
      bordered(ellipse(MIDDLE, top, rx, ry), STEEL_LIGHT, 4) +
      line(ellipse(MIDDLE, top, rx - 9, ry - 4), 2.5, '#9aa3b5'),
    1.12,
  );
}

/** A cylinder seen from a little above: cheese, crumpets, tubs of fish. */
export function drum(o: {
  x?: number;
  top: number;
  rx: number;
  ry: number;
  h: number;
  side: string;
  face: string;
  on?: string;
  around?: string;
}): string {
  const x = o.x ?? MIDDLE;
  const [left, right, base] = [x - o.rx, x + o.rx, o.top + o.h];
  const arc = `A${num(o.rx)} ${num(o.ry)} 0 0 0 ${num(right)} ${num(base)}`;
  return (
    solid(`M${num(left)} ${num(o.top)}V${num(base)}${arc}V${num(o.top)}z`, o.side, o.around) +
    bordered(ellipse(x, o.top, o.rx, o.ry), o.face, 4) +
    (o.on ?? '')
  );
}

/** A glass jar with its contents, a lid and a paper label. */
export function jar(o: {
  w: number;
  h: number;
  fill: string;
  lid: string;
  inside?: string;
  label?: string;
  motif?: string;
  cloth?: string;
  square?: boolean;
  level?: number;
}): string {
  const half = o.w / 2;
  const [left, right, top] = [MIDDLE - half, MIDDLE + half, GROUND - o.h];
  const [neck, r, s] = [half * (o.square ? 0.94 : 0.8), o.square ? 8 : 16, o.square ? 8 : 20];
  const body =
    `M${num(MIDDLE - neck)} ${num(top)}C${num(MIDDLE - neck)} ${num(top + s)} ${num(left)} ${num(top + s * 0.6)} ${num(left)} ${num(top + s * 1.5)}` +
    `V${num(GROUND - r)}q0 ${r} ${r} ${r}H${num(right - r)}q${r} 0 ${r} ${-r}V${num(top + s * 1.5)}` +
    `C${num(right)} ${num(top + s * 0.6)} ${num(MIDDLE + neck)} ${num(top + s)} ${num(MIDDLE + neck)} ${num(top)}z`;
  const level = top + (o.level ?? 16);
  const contents = flat(`M0 ${num(level)}H200V200H0z`, o.fill) + (o.inside ?? '');
  const paper = o.label
    ? solid(rounded(left + 8, top + o.h * 0.34, o.w - 16, o.h * 0.48, 7), o.label, '', 0.5) +
      put(o.motif ?? '', [MIDDLE, top + o.h * 0.58])
    : '';
  const lid = o.cloth
    ? cloth(neck + 8, top, o.lid, o.cloth)
    : solid(rounded(MIDDLE - neck - 6, top - 20, 2 * neck + 12, 24, 6), o.lid, ridges(neck, top), 0.6);
  return closer(
    solid(body, '#e8f4f6', contents) + paper + gleam(`M${num(left + 9)} ${num(top + s * 2)}v${num(o.h * 0.22)}`) + lid,
  );
}

function ridges(neck: number, top: number): string {
  let d = '';
  for (let x = MIDDLE - neck + 2; x < MIDDLE + neck + 4; x += 10) d += `M${num(x)} ${num(top - 11)}v10`;
  return line(d, 2.5, INK, 0.3);
}

/** Cloth over a lid, tied with a string, as on home-made jam. */
function cloth(half: number, top: number, colour: string, check: string): string {
  const [l, r] = [MIDDLE - half, MIDDLE + half];
  const d = `M${num(l + 12)} ${num(top - 14)}q${num(half - 12)} -16 ${num(2 * half - 24)} 0q12 12 12 24${`q${num(-half / 4)} 8 ${num(-half / 2)} 0`.repeat(4)}q0 -12 12 -24z`;
  let lines = '';
  for (let x = l - 20; x < r + 20; x += 14) lines += `M${num(x)} ${num(top - 30)}v46`;
  return (
    solid(
      d,
      colour,
      line(lines, 6, check, 0.75) + line(`M0 ${num(top - 16)}h200M0 ${num(top + 1)}h200`, 6, check, 0.75),
      0.6,
    ) + line(`M${num(l - 1)} ${num(top - 2)}H${num(r + 1)}`, 3.5, '#f6efe2')
  );
}

/** A box in three faces: front with its print, side, top. */
export function box(o: {
  w: number;
  h: number;
  d?: number;
  front: string;
  side: string;
  top: string;
  print?: string;
  x?: number;
}): string {
  const depth = o.d ?? 22;
  const x = o.x ?? MIDDLE - (o.w + depth) / 2;
  const y = GROUND - o.h;
  const rise = depth * 0.6;
  return (
    bordered(
      `M${num(x + o.w)} ${num(y)}l${num(depth)} ${num(-rise)}V${num(GROUND - rise)}L${num(x + o.w)} ${GROUND}z`,
      o.side,
      4,
    ) +
    bordered(`M${num(x)} ${num(y)}l${num(depth)} ${num(-rise)}h${num(o.w)}l${num(-depth)} ${num(rise)}z`, o.top, 4) +
    solid(rounded(x, y, o.w, o.h, 2), o.front, put(o.print ?? '', [x + o.w / 2, y + o.h / 2]), 0.6)
  );
}

/** A bag with crimped ends, full of air: crisps, frozen peas. */
export function pillow(o: { w: number; h: number; colour: string; print: string; crimp?: string }): string {
  const [l, r, t, b] = [MIDDLE - o.w / 2, MIDDLE + o.w / 2, GROUND - o.h, GROUND];
  const zig = (from: number, to: number, dy: number) =>
    `l${num((to - from) / 16)} ${dy}l${num((to - from) / 16)} ${-dy}`.repeat(8);
  const d =
    `M${num(l)} ${num(t)}${zig(l, r, -5)}L${num(r - 3)} ${num(t + 16)}C${num(r + 5)} ${num(t + o.h * 0.35)} ${num(r + 5)} ${num(b - o.h * 0.35)} ${num(r - 3)} ${num(b - 16)}` +
    `L${num(r)} ${num(b)}${zig(r, l, 5)}L${num(l + 3)} ${num(b - 16)}C${num(l - 5)} ${num(b - o.h * 0.35)} ${num(l - 5)} ${num(t + o.h * 0.35)} ${num(l + 3)} ${num(t + 16)}z`;
  const crimp = o.crimp ?? '#ffffff';
  const ends = flat(`M0 ${num(t - 8)}h200V${num(t + 15)}H0zM0 ${num(b - 15)}h200V${num(b + 8)}H0z`, crimp, 0.55);
  return (
    solid(d, o.colour, ends + put(o.print, [MIDDLE, (t + b) / 2])) +
    line(`M${num(l + 4)} ${num(t + 15)}H${num(r - 4)}M${num(l + 4)} ${num(b - 15)}H${num(r - 4)}`, 2.5, INK, 0.55) +
    gleam(`M${num(l + 11)} ${num(t + 30)}q-5 ${num(o.h * 0.12)} -3 ${num(o.h * 0.26)}`)
  );
}

/** A stand-up pouch with a closure strip and a rounded foot. */
export function pouch(o: { w: number; h: number; colour: string; strip: string; print: string }): string {
  const [l, r, t] = [MIDDLE - o.w / 2, MIDDLE + o.w / 2, GROUND - o.h];
  const d = `M${num(l + 6)} ${num(t)}H${num(r - 6)}q3 0 4 5L${num(r + 2)} ${GROUND - 14}q1 10 -10 12Q${MIDDLE} ${GROUND + 4} ${num(l + 8)} ${GROUND - 2}q-11 -2 -10 -12L${num(l + 2)} ${num(t + 5)}q1 -5 4 -5z`;
  const foot = flat(`M0 ${GROUND}Q${MIDDLE} ${GROUND - 34} 200 ${GROUND}V200H0z`, INK, 0.14);
  return (
    solid(d, o.colour, flat(`M0 ${num(t)}h200v15H0z`, o.strip) + foot + put(o.print, [MIDDLE, t + o.h * 0.55])) +
    line(`M${num(l + 4)} ${num(t + 15)}H${num(r - 4)}`, 2.5) +
    gleam(`M${num(l + 10)} ${num(t + 30)}l-2 ${num(o.h * 0.3)}`)
  );
}

/** A paper bag with a folded top. */
export function paperBag(o: { w: number; h: number; colour: string; fold: string; print: string }): string {
  const [l, r, t] = [MIDDLE - o.w / 2, MIDDLE + o.w / 2, GROUND - o.h];
  return (
    solid(
      `M${num(l)} ${num(t + 14)}L${num(r)} ${num(t + 14)}L${num(r + 3)} ${GROUND - 5}q0 5 -5 5H${num(l + 2)}q-5 0 -5 -5z`,
      o.colour,
      put(o.print, [MIDDLE, t + 14 + (o.h - 14) / 2]),
    ) +
    line(`M${num(r - 13)} ${num(t + 26)}L${num(r - 10)} ${GROUND - 8}`, 2.5, INK, 0.35) +
    solid(
      `M${num(l - 1)} ${num(t + 3)}q0 -3 3 -3H${num(r - 2)}q3 0 3 3l1 21q0 3 -3 3H${num(l + 1)}q-4 0 -4 -3z`,
      o.fold,
      '',
      0.5,
    ) +
    gleam(`M${num(l + 9)} ${num(t + 40)}v${num(o.h * 0.25)}`)
  );
}

/** A tub that narrows to its foot, with a lid. */
export function tub(o: { w: number; h: number; colour: string; lid: string; print: string; taper?: number }): string {
  const [l, r, t] = [MIDDLE - o.w / 2, MIDDLE + o.w / 2, GROUND - o.h];
  const k = o.taper ?? 10;
  return (
    solid(
      `M${num(l)} ${num(t + 12)}H${num(r)}L${num(r - k)} ${GROUND - 8}q-1 8 -9 8H${num(l + k + 9)}q-8 0 -9 -8z`,
      o.colour,
      put(o.print, [MIDDLE, t + 12 + (o.h - 12) / 2]),
    ) +
    gleam(`M${num(l + 13)} ${num(t + 30)}l3 ${num(o.h * 0.3)}`) +
    solid(rounded(l - 6, t, o.w + 12, 17, 6), o.lid, '', 0.5)
  );
}

/** A carton with a gable top, as for milk and juice. */
export function gable(o: {
  w: number;
  h: number;
  front: string;
  side: string;
  roof: string;
  print: string;
  cap?: string;
}): string {
  const depth = 24;
  const x = MIDDLE - (o.w + depth) / 2;
  const [y, rise, slope] = [GROUND - o.h + 46, depth * 0.55, 28];
  const ridge = y - slope - rise * 0.5;
  const [a, b] = [x + depth * 0.5, x + depth * 0.5 + o.w];
  return (
    bordered(
      `M${num(x + o.w)} ${num(y)}l${depth} ${num(-rise)}V${num(GROUND - rise)}L${num(x + o.w)} ${GROUND}z`,
      o.side,
      4,
    ) +
    bordered(
      `M${num(x + o.w)} ${num(y)}L${num(b)} ${num(ridge)}L${num(x + o.w + depth)} ${num(y - rise)}z`,
      o.side,
      4,
    ) +
    bordered(`M${num(a)} ${num(ridge)}H${num(b)}v-16H${num(a)}z`, o.roof, 4) +
    bordered(`M${num(x)} ${num(y)}L${num(a)} ${num(ridge)}H${num(b)}L${num(x + o.w)} ${num(y)}z`, o.roof, 4) +
    (o.cap ? bordered(ellipse((a + x + o.w) / 2 - 2, (y + ridge) / 2, 11, 9), o.cap, 3.5) : '') +
    solid(
      `M${num(x)} ${num(y)}h${o.w}V${GROUND}h${-o.w}z`,
      o.front,
      put(o.print, [x + o.w / 2, (y + GROUND) / 2]),
      0.6,
    ) +
    gleam(`M${num(x + 9)} ${num(y + 12)}v24`)
  );
}
