import { LIVE_PATH, type AppName } from '@shop/api';

/** Who answers which path of socket.io. */
export const SOCKET_PATHS: ReadonlyMap<string, AppName> = new Map([
  ['/socket.io', 'notifier'],
  [LIVE_PATH, 'ops-api'],
]);
