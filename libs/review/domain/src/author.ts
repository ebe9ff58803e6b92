/** What stands for an author whose row has not arrived: to the author only, because others are shown known authors. */
export const UNKNOWN_AUTHOR = 'A customer';
