/** Content type of every error that is answered. */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
