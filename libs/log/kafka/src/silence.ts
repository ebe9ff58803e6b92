import type { Consumer } from 'kafkajs';

/** A healthy consumer fetches or beats several times a second; even joining a slow group takes less than this. */
const LONGEST_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

/** Notices a consumer that has stopped working without saying so: kafkajs can lose its loop in a failed reconnect. */
export class Silence {
  readonly #timer: NodeJS.Timeout;
  #lastSign = performance.now();

  constructor(consumer: Consumer, onSilence: (error: Error) => void) {
    const { HEARTBEAT, FETCH, FETCH_START, GROUP_JOIN, START_BATCH_PROCESS, END_BATCH_PROCESS } = consumer.events;
    const sign = () => {
      this.#lastSign = performance.now();
    };
    consumer.on(HEARTBEAT, sign);
    consumer.on(FETCH, sign);
    consumer.on(FETCH_START, sign);
    consumer.on(GROUP_JOIN, sign);
    consumer.on(START_BATCH_PROCESS, sign);
    consumer.on(END_BATCH_PROCESS, sign);
    this.#timer = setInterval(() => {
      if (performance.now() - this.#lastSign > LONGEST_MS) onSilence(new Error('The consumer has gone silent'));
    }, LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
