import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Session, User, UserChange } from '@shop/api';
import { conflict, notFound } from '@shop/http';
import { CursorCodec, cursorPart, sortedText } from '@shop/log-postgres';
import { QueryFailedError, Repository } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { UserRow } from './user.entity.js';

/** A row with the hash that is otherwise left out. */
export interface Account {
  readonly user: UserRow;
  readonly passwordHash: string;
}

/** Who registers. */
export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

/** How names are sorted, whatever their case. */
const PLACE = sortedText('lower(u.name)');
const byName = new CursorCodec(cursorPart.text, cursorPart.text);

const UNIQUE_VIOLATION = '23505';

/** The people that the shop knows. Nothing is appended here: change data capture reads the table. */
@Injectable()
export class Users {
  constructor(@InjectRepository(UserRow) private readonly rows: Repository<UserRow>) {}

  /** The user, or null. */
  find(userId: string): Promise<UserRow | null> {
    return this.rows.findOneBy({ userId });
  }

  /** The account of an email address, whatever its case, or undefined. */
  async findAccount(email: string): Promise<Account | undefined> {
    const user = await this.rows
      .createQueryBuilder('u')
      .addSelect('u.passwordHash')
      .where('lower(u.email) = lower(:email)', { email: email.normalize('NFC').trim() })
      .getOne();
    return user ? { user, passwordHash: user.passwordHash } : undefined;
  }

  /**
   * Adds a Bronze customer.
   * @throws ProblemError 409 when there is an account of that email address
   */
  async register(person: NewUser): Promise<UserRow> {
    const userId = uuid();
    try {
      await this.rows.insert({ ...person, userId, loyaltyStatus: 'Bronze', roles: [] });
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION) {
        throw conflict('user.exists', 'There is an account with this email address already.');
      }
      throw error;
    }
    return this.rows.findOneByOrFail({ userId });
  }

  /**
   * Changes how loyal a customer is, or what somebody of the staff may do: a plain UPDATE; the rest follows from triggers
   * and change data capture.
   * @throws ProblemError 404 when there is no such user
   */
  async change(userId: string, { loyaltyStatus, roles }: UserChange): Promise<UserRow> {
    await this.rows.update({ userId }, { ...(loyaltyStatus && { loyaltyStatus }), ...(roles && { roles }) });
    const user = await this.find(userId);
    if (!user) throw notFound('user.notFound', 'There is no such user.');
    return user;
  }

  /**
   * Deletes the row of a person. The sessions end with it, by a trigger, and the rest follows from change data capture.
   * @returns false when there is none
   */
  async delete(userId: string): Promise<boolean> {
    const { affected } = await this.rows.delete({ userId });
    return affected === 1;
  }

  /**
   * A page of users whose name, email or id contains every word, by name.
   * @throws InvalidCursor
   */
  async search(words: string, cursor: string | undefined, limit: number) {
    const query = this.rows
      .createQueryBuilder('u')
      .addSelect(PLACE, 'place')
      .orderBy(PLACE)
      .addOrderBy('u."userId"')
      .limit(limit + 1);
    words
      .split(/\s+/)
      .filter((word) => word !== '')
      .forEach((word, at) => {
        query.andWhere(`(u.name ILIKE :word${at} OR u.email ILIKE :word${at} OR u."userId" ILIKE :word${at})`, {
          [`word${at}`]: `%${word.replace(/[\\%_]/g, '\\$&')}%`,
        });
      });
    if (cursor !== undefined) {
      const [place, userId] = byName.read(cursor);
      query.andWhere(`(${PLACE}, u."userId") > (:place, :userId)`, { place, userId });
    }
    const { entities, raw } = await query.getRawAndEntities<{ place: string }>();
    const nextCursor = entities.length > limit ? byName.write(raw[limit - 1].place, entities[limit - 1].userId) : null;
    return { items: entities.slice(0, limit).map(asUser), nextCursor };
  }
}

/** What a user is told of themselves: from the row, because a session's token says nothing personal. */
export function sessionOf({ userId, name, email, loyaltyStatus, roles }: UserRow): Session {
  return { user: { userId, name, email, loyaltyStatus, roles: [...roles] } };
}

/** A user as operations see it. */
export function asUser({ userId, name, email, loyaltyStatus, roles, updatedAt }: UserRow): User {
  return { userId, name, email, loyaltyStatus, roles, updatedAt: updatedAt.toISOString() };
}
