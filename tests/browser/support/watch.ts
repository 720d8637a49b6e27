// What every test holds besides its own idea: nothing is sent, nothing is refused by the policy, nothing is logged as an error.
import type { BrowserContext, Page, Request } from '@playwright/test';

/** A file of our own whose name holds a hash of its content. */
const HASHED = /^\/assets\/[\w./-]*-(?:[0-9a-f]{10,}|[A-Z2-7]{8})\.[a-z]+$/;

export interface Watch {
  /** Every request of the context, in order. */
  requests: Request[];
  /** What went wrong: to be empty at the end of a test. */
  faults: string[];
  /** Lets errors in the console pass that match. For tests that provoke them. */
  tolerate: (pattern: RegExp) => void;
}

/** Watches all pages of a context. `origin` is null for a page from disk. */
export async function watch(context: BrowserContext, origin: string | null): Promise<Watch> {
  const tolerated: RegExp[] = [];
  const found: string[] = [];
  const requests: Request[] = [];
  const loaded = new WeakSet<Page>();

  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('page', (page) => {
    page.on('load', () => loaded.add(page));
    page.on('pageerror', (error) => found.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => found.push('the page crashed'));
  });
  context.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    requests.push(request);
    const fault = faultOf(request, origin, loaded);
    if (fault) found.push(`${fault}: ${request.method()} ${request.url().slice(0, 200)}`);
  });
  return {
    requests,
    get faults() {
      return found.filter((fault) => !tolerated.some((pattern) => pattern.test(fault)));
    },
    tolerate: (pattern) => tolerated.push(pattern),
  };
}

function faultOf(request: Request, origin: string | null, loaded: WeakSet<Page>): string | null {
  const url = new URL(request.url());
  if (url.protocol === 'data:' || url.protocol === 'blob:') return null;
  if (request.method() !== 'GET') return 'a request that is not a GET';
  if (request.postDataBuffer()) return 'a request with a body';
  if (url.search) return 'a request with a query';
  if (origin === null) return url.protocol === 'file:' && request.isNavigationRequest() ? null : 'a request from disk';
  if (url.origin !== new URL(origin).origin) return 'a request to another host';
  if (request.isNavigationRequest()) return url.pathname === '/' ? null : 'a navigation away';
  const page = pageOf(request);
  const late = page !== null && loaded.has(page);
  return late && !HASHED.test(url.pathname) ? 'a request after load for a file without a hash' : null;
}

function pageOf(request: Request): Page | null {
  try {
    return request.frame().page();
  } catch {
    return null; // A worker's request has no frame.
  }
}
