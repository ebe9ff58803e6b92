import { type Alert, ALERTS_NAMESPACE } from '@shop/api';
import { io, type Socket } from 'socket.io-client';
import { Caller } from '../src/support/caller.ts';
import { uniqueWords } from '../src/support/people.ts';
import { until } from '../../tools/testing/until.ts';
import { alertTables } from './oracle/alerts.ts';
import { layCable } from './support/cable.ts';
import { cutOrFull } from './support/extent.ts';
import { tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';

/** A console as the browser's is: it keeps the last state of every alert, and says what it has seen when it connects. */
class Console {
  readonly alerts = new Map<string, Alert>();
  /** Messages that said nothing new. */
  repeated = 0;
  private seen = 0;
  private readonly socket: Socket;

  constructor(port: number, cookie: string) {
    this.socket = io(`http://127.0.0.1:${port}${ALERTS_NAMESPACE}`, {
      transports: ['websocket'],
      extraHeaders: { cookie },
      auth: (say) => say({ after: this.seen }),
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
    });
    this.socket.on('alert', (alert: Alert) => {
      if (alert.sequence <= this.seen) this.repeated++;
      this.seen = Math.max(this.seen, alert.sequence);
      const known = this.alerts.get(alert.alertId);
      if (!known || known.sequence < alert.sequence) this.alerts.set(alert.alertId, alert);
    });
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  close(): void {
    this.socket.close();
  }
}

test('consoles are cut off while notifier is killed: each ends with exactly the alerts of the log', async ({
  shop,
  ops,
  log,
  playwright,
}) => {
  const { cookies } = await ops.request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const request = await playwright.request.newContext({ baseURL: shop.url });
  const vip = new Caller(request);
  await vip.signIn(shop.account('vip'));
  const cable = await layCable(Number(new URL(shop.url).port));
  const count = cutOrFull(50, 200);
  const before = alertTables({ alert_events: await log.records('alert_events') }).alerts.length;
  const consoles = Array.from({ length: count }, () => new Console(cable.port, cookie));
  let raised = 0;
  /** One more alert; every other one is seen to by somebody. */
  const raise = async () => {
    const words = uniqueWords('Cut off.');
    await expect(async () => {
      const headers = { 'Idempotency-Key': words };
      const body = { rating: 1, text: words };
      expect((await vip.send('postReview', { params: { sku: 'bread' }, body, headers })).status()).toBeLessThan(300);
    }).toPass();
    raised++;
    if (raised % 2 === 0) return;
    await expect.poll(async () => (await ops.alertsAbout(words).catch(() => [])).length).toBe(1);
    const [alert] = await ops.alertsAbout(words);
    await ops.send('acknowledgeAlert', { params: { id: alert?.alertId ?? '' } });
  };
  try {
    await until('all consoles to be connected', () => consoles.every(({ connected }) => connected), 120_000);
    for (let n = 0; n < 3; n++) await raise();
    const awayMs = cutOrFull(6_000, 120_000);
    cable.cut();
    const since = performance.now();
    await raise();
    const pid = await shop.kill('notifier');
    for (let n = 0; n < cutOrFull(4, 40); n++) await raise();
    await shop.back('notifier', pid);
    await until('the cut to be long enough', () => performance.now() - since > awayMs, awayMs + 1_000);
    cable.mend();
    const mended = performance.now();
    for (let n = 0; n < 3; n++) await raise();
    let wanted: string[] = [];
    const shown = ({ alerts }: Console) =>
      [...alerts.values()].map(({ alertId, sequence, status }) => `${alertId} ${sequence} ${status}`).sort();
    await until(
      'every console to show what is in the log',
      async () => {
        const { alerts } = alertTables({ alert_events: await log.records('alert_events') });
        wanted = alerts.map(({ alert_id, sequence, status }) => `${alert_id} ${sequence} ${status}`).sort();
        const raisedHere = alerts.length - before;
        return raisedHere === raised && consoles.every((each) => shown(each).join() === wanted.join());
      },
      120_000,
    );
    const took = Math.round(performance.now() - mended);
    const repeated = consoles.reduce((sum, each) => sum + each.repeated, 0);
    tell(
      `11 consoles: ${count} cut off for ${Math.round(awayMs / 1_000)} s, notifier killed meanwhile, ${raised} alerts raised; each console ends ` +
        `with the ${wanted.length} alerts of the log ${took} ms after the cable was mended; ${repeated} messages said nothing new`,
    );
  } finally {
    for (const each of consoles) each.close();
    await cable.close();
    await request.dispose();
  }
});
