import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideMapPinOff } from '@lucide/angular';
import { EmptyState, PageHeader } from '@shop/design-system';

/** For an address that leads nowhere. */
@Component({
  selector: 'shop-not-found-page',
  imports: [EmptyState, LucideMapPinOff, MatButton, PageHeader, RouterLink],
  template: `
    <div class="page">
      <shop-page-header heading="There is no such page" />
      <shop-empty-state heading="This aisle doesn’t exist" text="The address may have a slip of the pen in it.">
        <svg lucideMapPinOff [size]="30"></svg>
        <a matButton="filled" routerLink="/">To the entrance</a>
        <a matButton="text" routerLink="/browse">Browse the shelves</a>
      </shop-empty-state>
    </div>
  `,
})
export class NotFoundPage {}
