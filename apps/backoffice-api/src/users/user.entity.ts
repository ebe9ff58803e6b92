import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LoyaltyStatus } from '@shop/topics';

/** A row of `users`. What of it is captured, and what never is, says `UserRow` of @shop/topics. */
@Entity({ name: 'users' })
export class UserRow {
  @PrimaryColumn('text')
  userId!: string;

  @Column('text')
  name!: string;

  /** As the person wrote it; unique whatever its case. */
  @Column('text')
  email!: string;

  @Column('text')
  loyaltyStatus!: LoyaltyStatus;

  /** argon2id, in the PHC string format. Read only where it is verified. */
  @Column('text', { select: false })
  passwordHash!: string;

  @Column('text', { array: true })
  roles!: string[];

  /** Stamped by a trigger, whoever changes the row. */
  @Column({ type: 'timestamptz', insert: false, update: false })
  updatedAt!: Date;
}
