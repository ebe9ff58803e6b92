import type { AlertEventData } from '@shop/topics';

/** The type of an alert event. */
export type AlertEventType = keyof AlertEventData;

/** What the rules need of an alert event: its type, data and actor. Whole CloudEvents fit as they are. */
export type AlertEvent = {
  [T in AlertEventType]: { readonly type: T; readonly data: AlertEventData[T]; readonly actor: string };
}[AlertEventType];
