import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AuditEntry, Page, ProjectionInfo } from '@shop/api';
import { ServiceHarness } from '@shop/http/testing';
import { AppModule } from '../app.module.js';

jest.setTimeout(120_000);

/** Those whose readers run in the service under test; the readers of other services are away. */
const OWN = ['sales', 'baskets', 'ratings', 'alerts', 'customers', 'dead-letters'].map((name) => `ops-api.${name}`);

describe('read models that are verified at intervals', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };

  beforeAll(async () => {
    process.env['SHOP_VERIFY_EVERY_HOURS'] = '1';
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    await ops.listen();
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
  });
  afterAll(async () => {
    delete process.env['SHOP_VERIFY_EVERY_HOURS'];
    await ops?.close();
  });

  const read = (name: string) => ops.ask<ProjectionInfo>(`GET /api/ops/projections/${name}`, staff);
  /** What was asked of a reader, and what came of it. */
  async function told(name: string) {
    const { body } = await ops.ask<Page<AuditEntry>>(`GET /api/ops/readers/${name}/audit`, staff);
    const all = body.items.flatMap(({ type, outcomes }) => [type, ...outcomes.map((outcome) => outcome.type)]);
    return all;
  }
  const allVerified = () =>
    Promise.all(
      OWN.map((name) =>
        ops.until<ProjectionInfo>(
          `GET /api/ops/projections/${name}`,
          staff,
          ({ status, body }) => status === 200 && body.last?.result === 'verified' && body.state === 'serving',
        ),
      ),
    );

  it('are, each once, by whichever of two instances, and not again after a restart', async () => {
    const first = ops.app;
    await ops.startApp();
    await ops.listen();
    const second = ops.app;
    for (const { body } of await allVerified()) {
      expect(body.last).toMatchObject({ by: 'ops-api', purpose: 'verify' });
      for (const { table, equal } of body.last?.tables ?? []) expect([table, equal]).toEqual([table, true]);
    }
    await first.close();
    await second.close();
    await ops.startApp();
    await ops.listen();
    await allVerified();
    for (const name of OWN) {
      const types = ['ProjectionVerifyRequested', 'ProjectionRebuildStarted', 'ProjectionVerified'];
      expect((await told(name)).filter((type) => types.includes(type))).toEqual(types);
    }
    // Nobody is there to answer for those of other services, so nothing is asked of them.
    expect((await read('basket-api.baskets')).body.requested).toBeUndefined();
  });
});
