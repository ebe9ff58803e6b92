import { kafkaNames } from '../../tools/launcher/kafka.ts';
import { temporaryShop } from '../../tools/testing/temporary-shop.ts';
import { until } from '../../tools/testing/until.ts';
import { Log } from '../src/support/log.ts';
import { Shop } from '../src/support/shop.ts';
import { isFull } from './support/extent.ts';
import { Counts, tell, Times } from './support/figures.ts';
import { allAre, LOG_SERVICES, pidsOf } from './support/health.ts';
import { Shoppers } from './support/shoppers.ts';
import { shopAgrees } from './support/whole-shop.ts';
import { expect, test } from '@playwright/test';

const GUESTS = 4;
/** Commands that have to be acknowledged while a broker is away. */
const MEANWHILE = 40;

// A second shop, with a cluster of its own, is too much for a cut.
if (isFull)
  test('three brokers, one killed at a time: nothing acknowledged is lost, and the shop stays open', async () => {
    const temporary = await temporaryShop(undefined, { SHOP_BROKERS: '3' });
    const shop = new Shop(temporary.dataFolder);
    const log = new Log(shop.run.kafka);
    const shoppers = new Shoppers(shop.url).start(GUESTS);
    try {
      const copied = () => log.inSync('basket_events', 3);
      await until('every record to be kept three times', copied, 60_000);
      await until('the shop to be busy', () => shoppers.acknowledged.length > 20, 60_000);
      const pids = pidsOf(shop, LOG_SERVICES);
      const [open, whole, meanwhile] = [new Times(), new Times(), new Counts()];
      for (const broker of kafkaNames(3)) {
        const before = shoppers.acknowledged.length;
        const since = performance.now();
        await shop.cut(broker);
        await until('a command without it', () => shoppers.acknowledged.length > before + GUESTS, 60_000);
        open.add(performance.now() - since);
        await until('commands without it', () => shoppers.acknowledged.length > before + MEANWHILE, 60_000);
        await allAre(shop, LOG_SERVICES, true);
        meanwhile.add(broker, shoppers.acknowledged.length - before);
        shop.letGo(broker);
        const back = performance.now();
        await until('it to have all records again', copied, 120_000);
        whole.add(performance.now() - back);
      }
      await shoppers.stop();
      expect(pidsOf(shop, LOG_SERVICES), 'nobody may need a restart').toEqual(pids);
      const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
      const agreed = await shopAgrees(shop, log, 120_000);
      tell(
        `12 three brokers, each killed and kept away once: acknowledged meanwhile ${meanwhile}; open again within ${open}; ` +
          `in sync again within ${whole}; answers ${shoppers.answers}; ${effects}; ${agreed}; no service restarted`,
      );
    } finally {
      // After a failure they may wait for an answer that never comes: the shop must end nevertheless.
      void shoppers.stop().catch(() => undefined);
      await log.close();
      await temporary.stop();
    }
  });
