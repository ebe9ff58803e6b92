import { Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MoneyPipe } from '@shop/design-system';

@Component({ selector: 'shop-root', imports: [MatButtonModule, MoneyPipe], template: `<button matButton="filled">Hello {{ { amount: 120, currency: 'GBP' } | money }}</button>` })
export class App {}
