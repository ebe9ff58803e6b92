import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { BasketStore } from '@shop/basket-ui';
import { notesConnection, repeatsCommands } from '@shop/design-system';
import { routes } from './app.routes.js';
import { Session } from './session/session.js';
import { onMissingPage } from './shell/missing-page.js';
import { PageTitle } from './shell/page-title.js';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withRouterConfig({ resolveNavigationPromiseOnError: true }),
      withNavigationErrorHandler((error) => void onMissingPage(error)),
    ),
    provideHttpClient(withInterceptors([notesConnection, repeatsCommands])),
    { provide: TitleStrategy, useExisting: PageTitle },
    // Asked for at once, waited for by nobody: pages show what they can meanwhile.
    provideAppInitializer(() => {
      void inject(Session).load();
      void inject(BasketStore).load();
    }),
  ],
};
