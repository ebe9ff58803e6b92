import { rmSync } from 'node:fs';

/** Ends what `int-setup.mjs` started, and forgets its data. */
export default async function tearDown() {
  const { started, folder } = globalThis.shopTestInfrastructure;
  await Promise.all(started.map((server) => server.stop()));
  if (folder) rmSync(folder, { recursive: true, force: true });
}
