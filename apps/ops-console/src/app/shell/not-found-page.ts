import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideMapPinOff } from '@lucide/angular';
import { EmptyState } from '@shop/design-system';

/** For addresses that lead nowhere. */
@Component({
  selector: 'ops-not-found-page',
  imports: [EmptyState, LucideMapPinOff, MatButton, RouterLink],
  template: `
    <h1 tabindex="-1" class="visually-hidden">Not found</h1>
    <shop-empty-state heading="There is no such page" text="The address may be mistyped.">
      <svg lucideMapPinOff [size]="30"></svg>
      <a matButton="filled" routerLink="/alerts">To the alerts</a>
    </shop-empty-state>
  `,
})
export class NotFoundPage {}
