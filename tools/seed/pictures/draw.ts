import { products } from '../products.ts';
import { drawings, tints } from './drawings.ts';
import { picture } from './svg.ts';

/**
 * Draws every product: file name -> SVG text. The same text on every run and every machine.
 *
 * @throws Error if a product has no drawing, or a drawing no product
 */
export function drawPictures(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { sku, name, department } of products) {
    const drawing = drawings[sku];
    if (!drawing) throw new Error(`No drawing for product "${sku}": add one under tools/seed/pictures/drawings`);
    files.set(`${sku}.svg`, picture(name, tints[department], drawing));
  }
  for (const sku of Object.keys(drawings)) {
    if (!files.has(`${sku}.svg`)) throw new Error(`Drawing "${sku}" belongs to no product of tools/seed/products`);
  }
  return files;
}
