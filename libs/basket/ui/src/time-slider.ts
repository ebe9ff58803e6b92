import { Component, computed, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { LucidePause, LucidePlay, LucideStepBack, LucideStepForward } from '@lucide/angular';
import type { Moment } from './story.js';

/** Goes through the moments of a history: a slider with a notch for each event, a step either way, and play. */
@Component({
  selector: 'shop-time-slider',
  imports: [MatButton, MatIconButton, LucidePause, LucidePlay, LucideStepBack, LucideStepForward],
  templateUrl: './time-slider.html',
  styleUrl: './time-slider.css',
})
export class TimeSlider {
  readonly moments = input.required<readonly Moment[]>();
  /** The event number that is looked at. */
  readonly number = input.required<number>();
  readonly playing = input(false);
  /** The person wants to look at this event number. */
  readonly look = output<number>();
  /** The person pressed play, or pause. */
  readonly play = output();

  protected readonly last = computed(() => this.moments().length - 1);
  protected readonly isNow = computed(() => this.number() >= this.last());
  protected readonly words = computed(() => {
    const moment = this.moments()[this.number()];
    return moment ? `After event ${moment.number} of ${this.last()}: ${moment.words}` : '';
  });

  protected slide(event: Event): void {
    this.look.emit((event.target as HTMLInputElement).valueAsNumber);
  }

  protected notchAt(number: number): string {
    return `${this.last() === 0 ? 0 : (number / this.last()) * 100}%`;
  }
}
