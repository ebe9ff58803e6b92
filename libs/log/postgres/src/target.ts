import { PositionLost, RebuildOver, Retriable } from '@shop/log-core';
import type { Db, Projection } from './projection.js';
import type { ReadModel } from './read-model.js';

/** Which generation of a read model a sink writes. */
export interface Target {
  /** Its number, looked up anew. */
  generation(): Promise<number>;
  /**
   * Looks, in a transaction, whether it is still the one to be written, and holds that until the transaction ends.
   * @throws PositionLost when another one is now, RebuildOver when it isn't wanted any more
   */
  check(db: Db, generation: number): Promise<void>;
}

/** The generation that answers: what a reader writes. */
export class ActiveGeneration implements Target {
  constructor(private readonly readModel: ReadModel) {}

  async generation(): Promise<number> {
    const { projection } = this.readModel;
    const active = await this.readModel.refresh();
    if (active.version !== projection.version)
      throw new Retriable(`Version ${projection.version} of the read model ${projection.name} is not built yet`);
    return active.number;
  }

  async check(db: Db, generation: number): Promise<void> {
    const { name } = this.readModel.projection;
    const query = 'SELECT 1 FROM projections.active WHERE projection = $1 AND generation = $2 FOR SHARE';
    if ((await db.query(query, [name, generation])).length === 0)
      throw new PositionLost(`Generation ${generation} of ${name} doesn't answer any more.`);
  }
}

/** A generation under construction: what a builder writes. */
export class BuiltGeneration implements Target {
  constructor(
    private readonly projection: Projection,
    private readonly number: number,
  ) {}

  async generation(): Promise<number> {
    return this.number;
  }

  async check(db: Db, generation: number): Promise<void> {
    const { name } = this.projection;
    const query = 'SELECT 1 FROM projections.building WHERE projection = $1 AND generation = $2 FOR SHARE';
    if ((await db.query(query, [name, generation])).length === 0)
      throw new RebuildOver(`Generation ${generation} of ${name} is not being built any more.`);
  }
}
