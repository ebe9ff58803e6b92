import { inject, Injectable } from '@angular/core';
import { Preferences } from '../shell/preferences.js';

/** Two soft notes for a new alert, if the operator wants sound. */
@Injectable({ providedIn: 'root' })
export class Chime {
  private readonly wanted = inject(Preferences).of('sound');
  private context: AudioContext | undefined;

  ring(): void {
    if (!this.wanted() || typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    const start = this.context.currentTime;
    [660, 880].forEach((hertz, at) => this.note(hertz, start + at * 0.16));
  }

  private note(hertz: number, at: number): void {
    const context = this.context!;
    const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.55);
  }
}
