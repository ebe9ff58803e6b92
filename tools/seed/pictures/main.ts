/** Writes the product pictures into the storefront's public folder, and removes those that no product has any more. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawPictures } from './draw.ts';

const folder = fileURLToPath(new URL('../../../apps/storefront/public/products/', import.meta.url));
const pictures = drawPictures();
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) {
  if (file.endsWith('.svg') && !pictures.has(file)) rmSync(folder + file);
}
for (const [file, svg] of pictures) writeFileSync(folder + file, svg);
process.stdout.write(`${pictures.size} pictures drawn\n`);
