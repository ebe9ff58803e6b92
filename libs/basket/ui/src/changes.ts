import type { Line } from '@shop/topics';

/** What is different between the basket that was seen and the one there is. */
export interface LineChange {
  readonly sku: string;
  readonly name: string;
  /** Units before and after; 0 means it wasn't there. */
  readonly before: number;
  readonly after: number;
  /** Whether its price changed. */
  readonly repriced: boolean;
}

/** Compares the lines that somebody saw with those there are now; what stayed as it was is left out. */
export function changesBetween(seen: readonly Line[], now: readonly Line[]): LineChange[] {
  const skus = new Set([...seen, ...now].map(({ sku }) => sku));
  return [...skus].flatMap((sku) => {
    const old = seen.find((line) => line.sku === sku);
    const fresh = now.find((line) => line.sku === sku);
    const [before, after] = [old?.quantity ?? 0, fresh?.quantity ?? 0];
    const repriced = !!old && !!fresh && old.unitPrice.amount !== fresh.unitPrice.amount;
    return before === after && !repriced ? [] : [{ sku, name: (fresh ?? old)!.name, before, after, repriced }];
  });
}

/** `Baked Beans: 2 instead of 1` */
export function changeInWords({ name, before, after, repriced }: LineChange): string {
  if (after === 0) return `${name} is gone`;
  if (before === 0) return `${name} was put in (${after})`;
  const price = repriced ? 'has a new price' : '';
  const quantity = before === after ? '' : `${after} instead of ${before}`;
  return `${name}: ${[quantity, price].filter(Boolean).join(', ')}`;
}
