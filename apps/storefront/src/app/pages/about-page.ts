import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PageHeader } from '@shop/design-system';
import { HeroStory } from './hero-story.js';

/** How this shop works, for somebody who has never heard of event sourcing. */
@Component({
  selector: 'shop-about-page',
  imports: [HeroStory, MatButton, PageHeader, RouterLink],
  template: `
    <div class="page">
      <shop-page-header heading="The log is the truth" lead="How this shop works, in a minute." />
      <div class="layout">
        <div class="ideas">
          @for (idea of ideas; track idea.heading; let number = $index) {
            <section>
              <h2>{{ idea.heading }}</h2>
              <p>{{ idea.text }}</p>
            </section>
          }
          <p class="actions">
            <a matButton="filled" routerLink="/basket">See it in your own basket</a>
            <a matButton="text" href="/api/docs">Read the interface</a>
          </p>
        </div>
        <shop-hero-story />
      </div>
    </div>
  `,
  styles: `
    .layout {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 30rem);
      align-items: start;
      gap: var(--shop-space-6) var(--shop-space-7);
    }
    .ideas {
      display: grid;
      gap: var(--shop-space-5);
    }
    section p {
      max-width: var(--shop-measure);
      margin-top: var(--shop-space-1);
      color: var(--mat-sys-on-surface-variant);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--shop-space-2);
    }
    @media (max-width: 60rem) {
      .layout {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class AboutPage {
  protected readonly ideas = [
    {
      heading: 'What happens is written down',
      text: 'Each time you put something in or take it out, one line is added at the end of a log: an event. Lines are never changed and never erased.',
    },
    {
      heading: 'What is so, follows from it',
      text: 'Your basket, your order, the stars under a product: all of them are sums over events. Lose the sum, and it is worked out again. Lose nothing.',
    },
    {
      heading: 'So the past stays open',
      text: 'Any moment can be looked at again, because the events up to it are still there. A table that is overwritten only knows now.',
    },
    {
      heading: 'And many can listen',
      text: 'The same events tell the warehouse what sells, what is put back, and tell our staff within a second when a loyal customer is unhappy. Nobody has to ask anybody.',
    },
  ];
}
