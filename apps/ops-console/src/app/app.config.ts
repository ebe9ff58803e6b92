import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { notesConnection, repeatsCommands } from '@shop/design-system';
import { routes } from './app.routes.js';
import { noticeEndOfSession } from './session/session-ended.js';
import { CountingTitle } from './shell/counting-title.js';
import { onMissingPage } from './shell/missing-page.js';

/** What the console is made of at run time. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([noticeEndOfSession, notesConnection, repeatsCommands])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withRouterConfig({ resolveNavigationPromiseOnError: true }),
      withNavigationErrorHandler((error) => void onMissingPage(error)),
    ),
    { provide: TitleStrategy, useExisting: CountingTitle },
  ],
};
