import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * Headers for the Angular builds. Scripts come from our own files only: nothing inline, no eval. Styles may be inline,
 * because Angular puts those of components into `<style>` elements and charts put them on elements; they can't run code.
 */
export function pageHeaders(): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Not `no-referrer`: with that a browser sends `Origin: null` with forms, and we would refuse our own pages.
    referrerPolicy: { policy: 'same-origin' },
  };
}
