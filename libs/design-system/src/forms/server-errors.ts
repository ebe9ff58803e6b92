import type { FieldTree, ValidationError } from '@angular/forms/signals';
import type { Problem } from '@shop/api';

/** What `submit` of a signal form takes back: errors on fields, or nothing. */
export type SubmitErrors = ValidationError.WithFieldTree[] | undefined;

/**
 * Puts the errors of problem details on the fields they name, so that `submit` of a signal form shows them where they
 * belong. What names no field of the form is left out: show it above the form.
 * @param problem its paths are JSON pointers (`/address/city`) or dotted (`address.city`)
 * @param form the root of the form whose value was sent
 */
export function serverErrors<Model>(problem: Problem, form: FieldTree<Model>): ValidationError.WithFieldTree[] {
  return (problem.errors ?? []).flatMap(({ path, message }) => {
    const fieldTree = fieldAt(form, path);
    return fieldTree ? [{ kind: 'server', message, fieldTree }] : [];
  });
}

function fieldAt(form: unknown, path: string): FieldTree<unknown> | undefined {
  const names = path.replace(/^\/?(body[/.])?/, '').split(/[/.]/);
  let field = form;
  for (const name of names) {
    if (typeof field !== 'function' || name === '') return undefined;
    field = (field as unknown as Record<string, unknown>)[name];
  }
  return typeof field === 'function' ? (field as FieldTree<unknown>) : undefined;
}
