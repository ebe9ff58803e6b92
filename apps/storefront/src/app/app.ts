import { Component } from '@angular/core';
import {
  MoneyPipe,
  ErrorState,
  ThemeToggle,
  Stars,
  StarsInput,
  EventRow,
  Notice,
  PageHeader,
  Skeleton,
  ConnectionBanner,
  EmptyState,
  TextField,
} from '@shop/design-system';
import { form, required } from '@angular/forms/signals';
import { signal } from '@angular/core';

@Component({
  selector: 'shop-root',
  imports: [
    MoneyPipe,
    ErrorState,
    ThemeToggle,
    Stars,
    StarsInput,
    EventRow,
    Notice,
    PageHeader,
    Skeleton,
    ConnectionBanner,
    EmptyState,
    TextField,
  ],
  template: `{{ { amount: 120, currency: 'GBP' } | money }} <shop-theme-toggle /><shop-stars
      [rating]="3.6"
      [count]="3"
    />
    <shop-stars-input /><shop-error-state [error]="null" />
    <shop-text-field label="Name" [field]="f.name" />
    <shop-event-row [number]="1" type="ItemAdd" time="2026-11-20T00:00:00Z">hello</shop-event-row>
    <shop-notice>x</shop-notice><shop-skeleton /><shop-page-header
      heading="X"
    /><shop-connection-banner /><shop-empty-state heading="fff" />`,
})
export class App {
  f = form(signal({ name: '' }), (p) => {
    required(p.name, { message: 'Name please' });
  });
}
