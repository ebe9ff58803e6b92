import { Component } from '@angular/core';
import { LucideArrowDown } from '@lucide/angular';
import { EventChip } from '@shop/design-system';

/** Event sourcing in ten seconds: four events, what they add up to, and what only they know. */
@Component({
  selector: 'shop-hero-story',
  imports: [EventChip, LucideArrowDown],
  template: `
    <figure>
      <ol class="events">
        @for (event of events; track $index) {
          <li [class.undone]="event.name === 'Baked Beans'">
            <span class="number tabular" aria-hidden="true">{{ $index + 1 }}</span>
            <shop-event-chip [type]="event.type" />
            <span>{{ event.name }}</span>
          </li>
        }
      </ol>
      <svg lucideArrowDown [size]="22" aria-hidden="true"></svg>
      <p class="sum"><strong>Basket:</strong> Bread, Tinned Spaghetti</p>
      <figcaption>
        The basket is the sum of its events. That beans were wanted, then put back, only the log still knows.
      </figcaption>
    </figure>
  `,
  styleUrl: './hero-story.css',
})
export class HeroStory {
  protected readonly events = [
    { type: 'ItemAdd', name: 'Bread' },
    { type: 'ItemAdd', name: 'Baked Beans' },
    { type: 'ItemRemove', name: 'Baked Beans' },
    { type: 'ItemAdd', name: 'Tinned Spaghetti' },
  ];
}
