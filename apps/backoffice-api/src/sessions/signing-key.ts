import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { signSession, type SessionClaims } from '@shop/http';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';

const ALGORITHM = 'ES256';
const OWNER_ONLY = 0o600;

/** The key pair that sessions are signed with. The private half is in one file that only its owner may read. */
export class SigningKey {
  private constructor(
    private readonly privateKey: CryptoKey,
    private readonly kid: string,
    /** The public half, for those who verify. */
    readonly jwks: JSONWebKeySet,
  ) {}

  /**
   * Reads the key, or makes it on the first start.
   * @param file PKCS #8 in PEM
   */
  static async load(file: string): Promise<SigningKey> {
    const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return create(file);
      throw error;
    });
    // Copies and restores of a data folder tend to widen the mode.
    await chmod(file, OWNER_ONLY);
    const privateKey = await importPKCS8(pem, ALGORITHM, { extractable: true });
    const { kty, crv, x, y } = await exportJWK(privateKey);
    const publicKey: JWK = { kty, crv, x, y };
    const kid = await calculateJwkThumbprint(publicKey);
    return new SigningKey(privateKey, kid, { keys: [{ ...publicKey, kid, alg: ALGORITHM, use: 'sig' }] });
  }

  /** A token of the session, for 30 minutes or what is left of its 12 hours. */
  sign(session: SessionClaims): Promise<string> {
    return signSession(session, this.privateKey, this.kid);
  }
}

/** Written aside and renamed: a crash leaves a whole key or none. */
async function create(file: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const pem = await exportPKCS8(privateKey);
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, pem, { mode: OWNER_ONLY });
  await rename(draft, file);
  return pem;
}
