import type { Consumer } from 'kafkajs';

/** Longer than joining a slow group takes: a consumer that says nothing for so long has stopped working. */
const LOST_AFTER_MS = 60_000;
/** A consumer fetches several times a second, unless a batch is in hand. */
const QUIET_AFTER_MS = 4_000;
const LOOK_EVERY_MS = 500;

/** What is made of silence. */
export interface SilenceEvents {
  /** No fetch was answered for some seconds: the brokers are away, or the group is forming. */
  onQuiet(): void;
  /** A fetch was answered again. */
  onAnswer(): void;
  /** Not even an attempt was made for a minute: kafkajs can lose its loop in a failed reconnect without saying so. */
  onLost(): void;
}

/** Listens to whether a consumer of kafkajs still works. */
export class Silence {
  readonly #timer: NodeJS.Timeout;
  #attempted = performance.now();
  #answered = performance.now();
  #inHand = 0;
  #quiet = false;

  constructor(
    consumer: Consumer,
    private readonly events: SilenceEvents,
  ) {
    const { FETCH, FETCH_START, GROUP_JOIN, START_BATCH_PROCESS, END_BATCH_PROCESS } = consumer.events;
    const attempt = () => {
      this.#attempted = performance.now();
    };
    consumer.on(FETCH_START, attempt);
    consumer.on(GROUP_JOIN, attempt);
    consumer.on(FETCH, () => this.#answer());
    consumer.on(START_BATCH_PROCESS, () => {
      this.#inHand++;
    });
    consumer.on(END_BATCH_PROCESS, () => {
      this.#inHand--;
      this.#answer();
    });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #answer(): void {
    this.#attempted = this.#answered = performance.now();
    if (!this.#quiet) return;
    this.#quiet = false;
    this.events.onAnswer();
  }

  #look(): void {
    if (this.#inHand > 0) return;
    const now = performance.now();
    if (now - this.#attempted > LOST_AFTER_MS) this.events.onLost();
    else if (!this.#quiet && now - this.#answered > QUIET_AFTER_MS) {
      this.#quiet = true;
      this.events.onQuiet();
    }
  }
}
