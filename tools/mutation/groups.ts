/** Libraries that are judged together, by their folders: at least `BREAK` percent of a group's mutants are killed. */
export const groups = {
  domain: ['libs/basket/domain', 'libs/review/domain', 'libs/alert/domain'],
  topology: ['libs/streams/topology', 'libs/review/pipeline', 'libs/log/core'],
  projections: [
    'libs/basket/projections',
    'libs/catalogue/projections',
    'libs/review/projections',
    'libs/alert/projections',
    'libs/ops/projections',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The least share of killed mutants, in percent. */
export const BREAK = 85;

/** Whether a library's tests ask PostgreSQL. */
export function needsPostgres(lib: string): boolean {
  return lib.endsWith('/projections');
}
