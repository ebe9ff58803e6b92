/** What stands for an author whose row is gone or has not arrived. */
export const UNKNOWN_AUTHOR = 'A customer';
