import type { Routes } from '@angular/router';

/** The pages of the shop; each is loaded when it is first visited. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: () => import('./pages/home-page.js').then((m) => m.HomePage) },
  { path: 'browse', title: 'Browse', loadComponent: () => import('./pages/browse-page.js').then((m) => m.BrowsePage) },
  {
    path: 'product/:sku',
    title: 'Product',
    loadComponent: () => import('./pages/product-page.js').then((m) => m.ProductPage),
  },
  {
    path: 'basket',
    title: 'Your basket',
    loadComponent: () => import('./pages/basket-page.js').then((m) => m.BasketPage),
  },
  {
    path: 'checkout',
    title: 'Checkout',
    loadComponent: () => import('./pages/checkout-page.js').then((m) => m.CheckoutPage),
  },
  {
    path: 'orders',
    title: 'Your orders',
    loadComponent: () => import('./pages/orders-page.js').then((m) => m.OrdersPage),
  },
  {
    path: 'orders/:orderId',
    title: 'Order',
    loadComponent: () => import('./pages/order-page.js').then((m) => m.OrderPage),
  },
  {
    path: 'account',
    title: 'Your account',
    loadComponent: () => import('./pages/account-page.js').then((m) => m.AccountPage),
  },
  {
    path: 'sign-in',
    title: 'Sign in',
    loadComponent: () => import('./pages/sign-in-page.js').then((m) => m.SignInPage),
  },
  {
    path: 'register',
    title: 'Create an account',
    loadComponent: () => import('./pages/register-page.js').then((m) => m.RegisterPage),
  },
  {
    path: 'about',
    title: 'How this shop works',
    loadComponent: () => import('./pages/about-page.js').then((m) => m.AboutPage),
  },
  {
    path: '**',
    title: 'Not found',
    loadComponent: () => import('./pages/not-found-page.js').then((m) => m.NotFoundPage),
  },
];
