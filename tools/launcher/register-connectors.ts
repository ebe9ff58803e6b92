/**
 * Registers the connectors of `infra/connect/` with the Connect at `CONNECT_URL`, for containers. The launcher does it
 * by itself.
 */
import { ConnectClient, connectorFiles } from './connectors.ts';
import { readSettings } from './settings.ts';

const { connect } = readSettings();
if (!connect) throw new Error('CONNECT_URL is not set.');
const client = new ConnectClient(connect);
for (const connector of connectorFiles()) {
  await client.apply(connector);
  console.log(`${connector.name} is registered`);
}
