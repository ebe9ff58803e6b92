import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `products`. */
@Entity({ name: 'products' })
export class ProductRow {
  @PrimaryColumn('text')
  sku!: string;

  @Column('text')
  name!: string;

  @Column('text')
  department!: string;

  @Column('text')
  description!: string;

  /** In minor units of `priceCurrency`. */
  @Column('integer')
  priceAmount!: number;

  @Column('text')
  priceCurrency!: string;

  /** A path on the shop's own origin. */
  @Column('text', { nullable: true })
  picture!: string | null;

  /** Stamped by a trigger, whoever changes the row. */
  @Column({ type: 'timestamptz', insert: false, update: false })
  updatedAt!: Date;
}
