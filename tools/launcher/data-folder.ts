import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { checkDataFolder, DATA_VERSION, insist } from '../bootstrap/checks.mjs';

/**
 * Everything one shop remembers between starts: the log, the databases, ports, secrets, logs. Two shops with different
 * folders share nothing.
 */
export class DataFolder {
  /** Absolute path. */
  readonly root: string;

  private readonly handedOut = new Map<string, number>();

  private constructor(root: string) {
    this.root = root;
  }

  /**
   * Opens a folder, or makes it.
   * @throws NotReady if another version of the shop made it
   */
  static open(path: string): DataFolder {
    const root = resolve(path);
    insist(checkDataFolder(root));
    const versionFile = join(root, 'version');
    if (!existsSync(versionFile)) {
      // Others may pass through (PostgreSQL runs as another user if we are root) but not look around.
      mkdirSync(root, { recursive: true });
      chmodSync(root, 0o711);
      writeFileSync(versionFile, `${DATA_VERSION}\n`);
    }
    return new DataFolder(root);
  }

  /** A path in the folder. */
  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** A folder in the folder, made if missing, for the owner's eyes only. */
  folder(...parts: string[]): string {
    const path = this.path(...parts);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  /** A JSON file of the folder, or `otherwise` if there is none. */
  read<T>(file: string, otherwise: T): T {
    const path = this.path(file);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : otherwise;
  }

  /** Writes a JSON file whole or not at all, readable by the owner only. */
  write(file: string, content: unknown): void {
    const path = this.path(file);
    writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** A random secret, the same at every call with this name. 192 bits, safe in URLs and SQL strings. */
  secret(name: string): string {
    const secrets = this.read<Record<string, string>>('secrets.json', {});
    if (!secrets[name]) {
      secrets[name] = randomBytes(24).toString('base64url');
      this.write('secrets.json', secrets);
    }
    return secrets[name];
  }

  /**
   * A port on 127.0.0.1: the one remembered under this name if it is still free, otherwise a new one. Asked again, the
   * same one: a process that is restarted comes back where it was.
   */
  async port(name: string): Promise<number> {
    const given = this.handedOut.get(name);
    if (given !== undefined) return given;
    const remembered = this.read<Record<string, number>>('ports.json', {})[name];
    const port = remembered !== undefined && (await isFree(remembered)) ? remembered : await freePort();
    // Another name may have got the same one while we asked.
    if ([...this.handedOut.values()].includes(port)) return this.port(name);
    this.handedOut.set(name, port);
    if (port !== remembered) this.write('ports.json', { ...this.read('ports.json', {}), [name]: port });
    return port;
  }
}
/** Whether nothing listens on this port of 127.0.0.1. */
async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
