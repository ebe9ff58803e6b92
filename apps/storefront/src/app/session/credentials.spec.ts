import { describe, expect, it } from '@jest/globals';
import { returnPath } from './credentials.js';

describe('where signing in leads back to', () => {
  it('is the page that asked for it', () => {
    expect(returnPath('/product/bread?x=1')).toBe('/product/bread?x=1');
  });

  it.each([undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'is never another site: %p',
    (path) => {
      expect(returnPath(path)).toBe('/');
    },
  );
});
