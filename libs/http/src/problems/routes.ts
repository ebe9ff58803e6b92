import type { FastifyInstance } from 'fastify';

/** Knows every route of a service, so that a known path with a wrong method is told apart from an unknown path. */
export class Routes {
  private readonly methods = new Map<string, Set<string>>();

  /** Listens to the routes that are added from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => this.add(url, [method].flat()));
  }

  /** Adds a route by its Fastify pattern: `/api/baskets/:id`. */
  add(pattern: string, methods: readonly string[]): void {
    const known = this.methods.get(pattern) ?? new Set();
    for (const method of methods) known.add(method);
    this.methods.set(pattern, known);
  }

  /** The methods that exist at a path, sorted; none if the path is unknown. */
  allowed(url: string): string[] {
    const path = url.split('?', 1)[0].split('/');
    const found = [...this.methods].filter(([pattern]) => matches(pattern.split('/'), path));
    return [...new Set(found.flatMap(([, methods]) => [...methods]))].sort();
  }
}

/** A parameter stands for one segment that isn't empty. Wildcard routes take every method, so they don't count here. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, at) => (part.startsWith(':') ? path[at] !== '' : part !== '*' && part === path[at]))
  );
}
