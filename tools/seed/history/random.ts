import { v5 as uuidv5 } from 'uuid';

const NAMESPACE = '4b1d5a52-6b0f-5b34-9d0a-2f5a3a3c7c11';

/** The id of a thing of the demo history: the same parts give the same UUID (version 5), so that a second run adds nothing. */
export function idOf(...parts: readonly (string | number)[]): string {
  return uuidv5(parts.join('/'), NAMESPACE);
}

/**
 * Chance that repeats itself. Each stream is named, so that a change in one part of the history leaves the others as
 * they were. Source of the algorithm: Chris Doty-Humphrey's sfc32 (PractRand).
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param name what the stream is for; the same name gives the same numbers */
  constructor(name: string) {
    const hex = idOf('random', name).replaceAll('-', '');
    this.#a = parseInt(hex.slice(0, 8), 16) | 0;
    this.#b = parseInt(hex.slice(8, 16), 16) | 0;
    this.#c = parseInt(hex.slice(16, 24), 16) | 0;
    for (let i = 0; i < 12; i++) this.next();
  }

  /** At least 0, below 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of them, each as likely as the other. */
  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** The place of one of them, as likely as its weight says. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const place = weights.findIndex((weight) => (left -= weight) < 0);
    return place === -1 ? weights.length - 1 : place;
  }

  /** All of them in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
    }
    return mixed;
  }
}
