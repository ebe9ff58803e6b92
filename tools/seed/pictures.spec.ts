/** @jest-environment jsdom */
/// <reference lib="dom" />
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { drawPictures } from './pictures/draw.ts';
import { products } from './products.ts';

const folder = join(process.cwd(), 'apps/storefront/public/products');
const pictures = drawPictures();

describe('the range', () => {
  it('is a shop full of groceries, the three of the tour among them', () => {
    expect(products.length).toBeGreaterThanOrEqual(120);
    expect(new Set(products.map(({ department }) => department)).size).toBeGreaterThanOrEqual(10);
    expect(products.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Bread', 'Baked Beans', 'Tinned Spaghetti']),
    );
  });

  it('names every product once', () => {
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length);
    expect(new Set(products.map(({ name }) => name)).size).toBe(products.length);
  });

  it.each(products.map((product) => [product.sku, product] as const))('%s is well described', (sku, product) => {
    expect(sku).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(product.picture).toBe(`/products/${sku}.svg`);
    expect(product.description).toMatch(/^.{20,200}[.!]$/);
    expect(Number.isInteger(product.price.amount)).toBe(true);
    expect(product.price.amount).toBeGreaterThan(0);
  });
});

describe('the pictures', () => {
  it('are one for each product', () => {
    expect([...pictures.keys()].sort()).toEqual(products.map(({ sku }) => `${sku}.svg`).sort());
  });

  it('differ, whatever their title and background', () => {
    const drawings = [...pictures.values()].map((svg) => svg.replace(/<title>.*?<\/title>|fill="#\w+"/, ''));
    expect(new Set(drawings).size).toBe(pictures.size);
  });

  it('are drawn the same again, and are the ones that the storefront serves', () => {
    expect(drawPictures()).toEqual(pictures);
    expect(readdirSync(folder).sort()).toEqual([...pictures.keys()].sort());
    for (const [file, svg] of pictures) expect(readFileSync(join(folder, file), 'utf8')).toBe(svg);
  });

  it.each([...pictures])('%s is small, valid, and reaches for nothing outside itself', (_file, svg) => {
    expect(Buffer.byteLength(svg)).toBeLessThan(4096);
    const page = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(page.querySelector('parsererror')).toBeNull();
    const allowed = ['svg', 'title', 'path', 'circle', 'ellipse', 'g', 'defs', 'use', 'clipPath'];
    for (const element of page.querySelectorAll('*')) {
      expect(allowed).toContain(element.localName);
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$/);
        if (name === 'href') expect(page.getElementById(value.slice(1))).not.toBeNull();
        if (name === 'clip-path') expect(page.getElementById(value.slice(5, -1))).not.toBeNull();
        expect(value).not.toMatch(/NaN|undefined/);
      }
    }
  });
});
