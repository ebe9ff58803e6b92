import { TextRefused } from '@shop/api';
import { unprocessable } from '../problems/problem-error.js';

/**
 * A text of a body as the shop keeps it, composed and without what nobody sees.
 * @param field as a JSON Pointer: `/body/name`
 * @param keep makes it so, or throws `TextRefused`
 * @throws ProblemError 422 with the code, naming the field
 */
export function keptText(code: string, field: string, keep: () => string): string {
  try {
    return keep();
  } catch (error) {
    if (!(error instanceof TextRefused)) throw error;
    const name = field.slice(field.lastIndexOf('/') + 1);
    throw unprocessable(code, `The ${name} ${error.message}.`, [{ path: field, message: error.message }]);
  }
}
