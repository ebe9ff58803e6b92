import { linkedSignal, type Resource, type Signal } from '@angular/core';

/**
 * The last value a resource had: while the next one loads, or after it failed, a page can go on showing the one before
 * instead of flashing empty.
 */
export function latest<T>(resource: Resource<T | undefined>): Signal<T | undefined> {
  return linkedSignal<T | undefined, T | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  }).asReadonly();
}
