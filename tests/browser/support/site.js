// Serves dist/site as a host would: right types, and the page's own policy repeated in a header. Plain JavaScript, because the
// measuring scripts use it too.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** The built site and the built single file. */
export const SITE = process.env.PLIMSOLL_DIST ?? join(REPOSITORY, 'dist/site');
export const SINGLE_FILE = process.env.PLIMSOLL_SINGLE ?? join(REPOSITORY, 'dist/plimsoll.html');
export const EXAMPLES = join(REPOSITORY, 'web/examples');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** The policy that the page states in its meta tag. */
function policyOf(html) {
  const tag = html.match(/<meta[^>]*http-equiv=["']?Content-Security-Policy["']?[^>]*>/i)?.[0];
  const content = tag?.match(/content="([^"]*)"/i)?.[1];
  if (!content) throw new Error('index.html states no Content-Security-Policy');
  return content.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Starts the server on a free port of this machine. Gives its `url` and a function that ends it. */
export async function serve(root = SITE) {
  if (!existsSync(join(root, 'index.html'))) throw new Error(`no site in ${root}: run \`cargo xtask build\` first`);
  const policy = policyOf(readFileSync(join(root, 'index.html'), 'utf8'));
  const server = createServer(async (request, response) => {
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
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(() => done()))),
  };
}
