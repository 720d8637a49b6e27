// `test` as every spec uses it: a site, a page that is watched, and the bench to act on.
import { test as base, expect } from '@playwright/test';
import { Bench } from './bench.ts';
import { serve } from './site.js';
import { watch, type Watch } from './watch.ts';

interface Each {
  watched: Watch;
  bench: Bench;
}
interface Once {
  site: string;
}

export const test = base.extend<Each, Once>({
  site: [
    async ({}, use) => {
      const given = process.env.PLIMSOLL_SITE;
      if (given) return use(given.endsWith('/') ? given : `${given}/`);
      const server = await serve();
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],
  watched: [
    async ({ context, site }, use) => {
      const watched = await watch(context, site);
      await use(watched);
      expect(watched.faults, 'nothing is sent, refused or logged').toEqual([]);
    },
    { auto: true },
  ],
  bench: async ({ page, site, watched }, use) => {
    void watched; // Watching starts before the page exists.
    await use(new Bench(page, site));
  },
});

export { expect };
