/**
 * The drawing hand of the product pictures: outlines, fills, shade and light, all as SVG markup in a 200 x 200 field.
 *
 * Light comes from the upper left, everywhere: a solid gets its shade along the lower right edge, a gleam is put on the
 * upper left. Only presentation attributes are used (no style sheet, no script, nothing outside the file), so that a
 * picture shows the same under any content security policy.
 */

/** Colour of every outline and, thinned, of every shade. */
export const INK = '#3a2a3c';

/** Where an ornament goes: x, y, turn in degrees, size as a factor. */
export type Place = readonly [x: number, y: number, turn?: number, size?: number];

/** Several places, as numbers or as text: `'62,78,10,1.2 88,66'`. */
export type Places = string | readonly Place[];

function placesOf(places: Places): readonly Place[] {
  if (typeof places !== 'string') return places;
  return places.split(' ').map((place) => place.split(',').map(Number) as unknown as Place);
}

/** Short name for markup that is referred to inside its own file, derived from the text (FNV-1a), so output is stable. */
function nameOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return 'n' + (hash % 1679616).toString(36);
}

/** A number as SVG wants it: at most one decimal. */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Outline of an ellipse (a circle if `ry` is left out). */
export function ellipse(cx: number, cy: number, rx: number, ry = rx): string {
  const [x, a, b, d] = [num(cx - rx), num(rx), num(ry), num(2 * rx)];
  return `M${x} ${num(cy)}a${a} ${b} 0 1 0 ${d} 0a${a} ${b} 0 1 0 -${d} 0z`;
}

/** Outline of a rectangle with rounded corners. */
export function rounded(x: number, y: number, w: number, h: number, r: number): string {
  const a = (dx: number, dy: number) => `a${num(r)} ${num(r)} 0 0 1 ${num(dx)} ${num(dy)}`;
  return (
    `M${num(x + r)} ${num(y)}h${num(w - 2 * r)}${a(r, r)}v${num(h - 2 * r)}${a(-r, r)}` +
    `h${num(2 * r - w)}${a(-r, -r)}v${num(2 * r - h)}${a(r, -r)}z`
  );
}

/** Flat colour without an outline. */
export function flat(d: string, colour: string, opacity = 1): string {
  return `<path d="${d}" fill="${colour}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;
}

/** A drawn line. */
export function line(d: string, width = 3, colour = INK, opacity = 1): string {
  const faint = opacity < 1 ? ` opacity="${opacity}"` : '';
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${faint}/>`;
}

/** Flat colour with an outline: for ornaments too small to carry a shade. */
export function bordered(d: string, colour: string, width = 3): string {
  return `<path d="${d}" fill="${colour}" stroke="${INK}" stroke-width="${width}"/>`;
}

/**
 * A body: filled, decorated inside its outline, shaded along its lower right edge, outlined.
 *
 * @param inside markup clipped to the body (labels, stripes, spots)
 * @param size depth of the shade and weight of the line; below 1 for small bodies
 */
export function solid(d: string, colour: string, inside = '', size = 1): string {
  const id = nameOf(d);
  const line = num(size < 1 ? 2.4 + 1.4 * size : 4);
  const shade = `stroke="${INK}" stroke-opacity=".17" stroke-width="${num(16 * size)}"`;
  return (
    `<clipPath id="${id}"><path id="${id}p" d="${d}"/></clipPath><g clip-path="url(#${id})">` +
    `<use href="#${id}p" fill="${colour}"/>${inside}` +
    `<use href="#${id}p" fill="none" ${shade} transform="translate(${num(-7 * size)} ${num(-5 * size)})"/></g>` +
    `<use href="#${id}p" fill="none" stroke="${INK}" stroke-width="${line}"/>`
  );
}

/** A thick cord with an outline: stalks, noodles, handles. */
export function strand(d: string, colour: string, width: number): string {
  return line(d, width + 7, INK) + line(d, width, colour);
}

/** Light on a surface. */
export function gleam(d: string, width = 5, opacity = 0.65): string {
  return line(d, width, '#fff', opacity);
}

/** Round dots, all of one size and colour. */
export function dots(points: Places, size: number, colour: string): string {
  return line(
    placesOf(points)
      .map(([x, y]) => `M${num(x)} ${num(y)}h.1`)
      .join(''),
    size,
    colour,
  );
}

function transform([x, y, turn = 0, size = 1]: Place): string {
  const turned = turn ? ` rotate(${num(turn)})` : '';
  const scaled = size === 1 ? '' : ` scale(${size})`;
  return `transform="translate(${num(x)} ${num(y)})${turned}${scaled}"`;
}

/** Moves, turns and scales markup that was drawn around the origin. */
export function put(markup: string, place: Place): string {
  return `<g ${transform(place)}>${markup}</g>`;
}

/** Enlarges a drawing that stands on the ground line (y = 173) in the middle of the field. */
export function closer(markup: string, size = 1.1): string {
  return put(markup, [100 - 100 * size, 173 - 173 * size, 0, size]);
}

/** Mirrors markup from the left half of the field into the right half. */
export function mirrored(markup: string): string {
  return `<g transform="matrix(-1 0 0 1 200 0)">${markup}</g>`;
}

/** The same markup, drawn around the origin, at several places; written once. */
export function stamp(markup: string, places: Places): string {
  const id = nameOf(markup);
  const uses = placesOf(places).map((place) => `<use href="#${id}" ${transform(place)}/>`);
  return `<defs><g id="${id}">${markup}</g></defs>${uses.join('')}`;
}

/** The whole picture: tinted field, pale disc, shadow on the ground, and the drawing on top. */
export function picture(title: string, tint: string, drawing: string): string {
  const escaped = title.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" stroke-linecap="round" stroke-linejoin="round">` +
    `<title>${escaped}</title><path d="M0 0h200v200H0z" fill="${tint}"/>` +
    `<circle cx="100" cy="98" r="84" fill="#fff" opacity=".45"/>` +
    `<ellipse cx="100" cy="173" rx="62" ry="8" fill="${INK}" opacity=".16"/>${drawing}</svg>\n`
  );
}
