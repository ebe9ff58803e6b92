import { DOCUMENT, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router, type NavigationError } from '@angular/router';
import { Connection } from '@shop/design-system';

/**
 * A page's code is fetched when it is first visited, which fails without a connection, and after a new version of the
 * shop has replaced the one that this tab runs. If the shop answers, it is the latter: the address is loaded afresh.
 * Otherwise the person stays where they are, and is told.
 */
export async function onMissingPage({ url }: NavigationError): Promise<void> {
  const document = inject(DOCUMENT);
  const messages = inject(MatSnackBar);
  const connection = inject(Connection);
  const router = inject(Router);
  try {
    await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
    // Not on the first page: loading what fails would go round for ever.
    if (router.navigated) return document.location.assign(url);
  } catch {
    connection.note(false);
  }
  const again = messages.open('This page couldn’t be loaded.', 'Try again', { duration: 12_000 }).onAction();
  again.subscribe(() => void router.navigateByUrl(url));
}
