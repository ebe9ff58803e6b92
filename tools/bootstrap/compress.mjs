import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What is text; pictures and fonts of other kinds are compressed already. */
const TEXT = /\.(css|html|ico|js|json|map|svg|txt|xml)$/;
/** Fewer bytes fit into one packet as they are. */
const WORTH = 1024;

/**
 * Puts a `.br` and a `.gz` beside every text of a built front end that becomes smaller by it. The gateway sends them.
 * `node tools/bootstrap/compress.mjs apps/storefront/dist/browser`
 * @param {string} folder
 */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length < WORTH) continue;
    const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
    for (const [form, ending] of /** @type {const} */ ([
      [brotli, 'br'],
      [gzipSync(content, { level: 9 }), 'gz'],
    ])) {
      if (form.length < content.length) writeFileSync(`${path}.${ending}`, form);
    }
  }
}

for (const folder of process.argv.slice(2)) compress(folder);
