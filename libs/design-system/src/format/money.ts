import { Pipe, type PipeTransform } from '@angular/core';
import type { Money } from '@shop/topics';

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Writes an amount as people read it: `{amount: 120, currency: 'GBP'}` is `£1.20`.
 * @param money integer minor units of an ISO 4217 currency; how many make one unit follows from the currency
 */
export function formatMoney({ amount, currency }: Money): string {
  let format = formats.get(currency);
  if (!format) formats.set(currency, (format = new Intl.NumberFormat('en-GB', { style: 'currency', currency })));
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `formatMoney` in templates: `{{ product.price | money }}`. Nothing for null and undefined. */
@Pipe({ name: 'money' })
export class MoneyPipe implements PipeTransform {
  transform(money: Money | null | undefined): string {
    return money ? formatMoney(money) : '';
  }
}
