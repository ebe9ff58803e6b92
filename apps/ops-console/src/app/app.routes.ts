import type { Routes } from '@angular/router';
import { operatorsOnly } from './session/session-guard.js';

/** Where everything is. Pages load when they are first visited. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'Sign in',
    loadComponent: () => import('./session/sign-in-page.js').then(({ SignInPage }) => SignInPage),
  },
  {
    path: 'refused',
    title: 'For operations staff only',
    loadComponent: () => import('./session/refused-page.js').then(({ RefusedPage }) => RefusedPage),
  },
  {
    path: '',
    canActivate: [operatorsOnly],
    loadComponent: () => import('./shell/shell.js').then(({ Shell }) => Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'alerts' },
      {
        path: 'alerts',
        title: 'Alerts',
        loadComponent: () => import('./alerts/alerts-page.js').then(({ AlertsPage }) => AlertsPage),
        children: [
          {
            path: ':alertId',
            loadComponent: () => import('./alerts/alert-pane.js').then(({ AlertPane }) => AlertPane),
          },
        ],
      },
      {
        path: 'figures',
        title: 'Figures',
        loadComponent: () => import('./figures/figures-page.js').then(({ FiguresPage }) => FiguresPage),
      },
      {
        path: 'sales',
        title: 'How many did I sell?',
        loadComponent: () => import('./sales/sales-page.js').then(({ SalesPage }) => SalesPage),
      },
      {
        path: 'flow',
        title: 'Data flow',
        loadComponent: () => import('./flow/flow-page.js').then(({ FlowPage }) => FlowPage),
      },
      {
        path: 'projections',
        title: 'Read models',
        loadComponent: () => import('./projections/projections-page.js').then(({ ProjectionsPage }) => ProjectionsPage),
      },
      {
        path: 'dead-letters',
        title: 'Dead letters',
        loadComponent: () =>
          import('./dead-letters/dead-letters-page.js').then(({ DeadLettersPage }) => DeadLettersPage),
      },
      {
        path: 'dead-letters/group',
        title: 'Dead letters of a group',
        loadComponent: () => import('./dead-letters/group-page.js').then(({ GroupPage }) => GroupPage),
      },
      {
        path: 'dead-letters/letters/:id',
        title: 'Dead letter',
        loadComponent: () => import('./dead-letters/letter-page.js').then(({ LetterPage }) => LetterPage),
      },
      {
        path: 'customers',
        title: 'Customers',
        loadComponent: () => import('./customers/customers-page.js').then(({ CustomersPage }) => CustomersPage),
      },
      {
        path: 'audit',
        title: 'Audit',
        loadComponent: () => import('./audit/audit-page.js').then(({ AuditPage }) => AuditPage),
      },
      {
        path: 'baskets',
        title: 'Baskets and orders',
        loadComponent: () => import('./baskets/basket-page.js').then(({ BasketPage }) => BasketPage),
      },
      {
        path: 'orders/:id',
        title: 'Order',
        loadComponent: () => import('./orders/order-page.js').then(({ OrderPage }) => OrderPage),
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: () => import('./shell/not-found-page.js').then(({ NotFoundPage }) => NotFoundPage),
      },
    ],
  },
];
