import { LocationStrategy } from '@angular/common';
import { DOCUMENT, inject } from '@angular/core';
import { type NavigationError, Router } from '@angular/router';
import { Connection } from '@shop/design-system';

/**
 * A page's code is fetched when it is first visited, which fails without a connection, and after a new version has
 * replaced the one that this tab runs: a console stays open for days. If the shop answers, it is the latter, and the
 * address is loaded afresh; otherwise the operator stays where they are, and the banner says why.
 */
export async function onMissingPage({ url }: NavigationError): Promise<void> {
  const document = inject(DOCUMENT);
  const connection = inject(Connection);
  const router = inject(Router);
  const address = inject(LocationStrategy).prepareExternalUrl(url);
  try {
    await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
    // Not on the first page: loading what fails would go round for ever.
    if (router.navigated) document.location.assign(address);
  } catch {
    connection.note(false);
  }
}
