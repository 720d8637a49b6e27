// A page of documentation that is not ours, on an origin of its own, with a strict policy.
import { createServer } from 'node:http';

export interface Host {
  url: string;
  close: () => Promise<void>;
}

/** Serves `body` as a page that allows nothing but the playground's script and frame, and Trusted Types. */
export async function serveHost(site: string, body: string, files: Record<string, string> = {}): Promise<Host> {
  const origin = new URL(site).origin;
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; connect-src 'self'; style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><script src="${site}embed.js"></script><main>${body}</main></html>`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = path === '/' ? page : files[path];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = path.endsWith('.css') ? 'text/css' : path === '/' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
    response.end(file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(() => done()))),
  };
}
