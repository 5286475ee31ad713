import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of another origin, as a customer's portal is: the same at every address. */
export class HostPage {
  readonly #server: Server;
  html = '';
  headers: Record<string, string> = {};

  private constructor() {
    this.#server = createServer((request, response) => {
      for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value);
      // Browsers ask for it by themselves.
      if (request.url === '/favicon.ico') response.writeHead(204).end();
      else response.setHeader('Content-Type', 'text/html; charset=utf-8').end(this.html);
    });
  }

  static async start(): Promise<HostPage> {
    const host = new HostPage();
    await new Promise<void>((resolve) => host.#server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A portal's page that includes the chat of a server. */
export function portal(server: string, body = '<h1>Portal</h1>', attributes = ''): string {
  const script = `<script src="${server}/widget.js" async ${attributes}></script>`;
  return `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><body>${body}${script}</body></html>`;
}
