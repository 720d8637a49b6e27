// Serves dist/site as a host would: right types, and the page's own policy repeated in a header.
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** The built site and the built single file. */
export const SITE = process.env.PLIMSOLL_DIST ?? join(REPOSITORY, 'dist/site');
export const SINGLE_FILE = process.env.PLIMSOLL_SINGLE ?? join(REPOSITORY, 'dist/plimsoll.html');
export const EXAMPLES = join(REPOSITORY, 'web/examples');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** The policy that the page states in its meta tag. */
export function policyOf(html: string): string {
  const tag = html.match(/<meta[^>]*http-equiv=["']?Content-Security-Policy["']?[^>]*>/i)?.[0];
  const content = tag?.match(/content="([^"]*)"/i)?.[1];
  if (!content) throw new Error('index.html states no Content-Security-Policy');
  return content.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Starts the server on a free port of this machine. */
export async function serve(root = SITE): Promise<{ url: string; close: () => Promise<void> }> {
  if (!existsSync(join(root, 'index.html'))) throw new Error(`no site in ${root}: run \`cargo xtask build\` first`);
  const policy = policyOf(readFileSync(join(root, 'index.html'), 'utf8'));
  const server: Server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = join(root, normalize(path === '/' ? '/index.html' : path));
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not here');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(() => done()))),
  };
}
