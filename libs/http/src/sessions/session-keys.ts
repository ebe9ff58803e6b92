import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';

/** The keys could not be had, so it is not known whether a session is good. */
export class SessionKeysUnavailable extends Error {
  override name = 'SessionKeysUnavailable';
}

/** How long an unknown key id doesn't make us ask again, in milliseconds: nobody can have us fetch at will. */
const COOLDOWN = 5_000;
const TIMEOUT = 2_000;

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

/**
 * The public keys that sessions are verified with. Fetched when first needed, then kept: backoffice-api may go away.
 * Only an unknown key id makes us ask again, and what we know stays good when that fails.
 */
export class SessionKeys {
  private keys?: LocalKeys;
  private fetchedAt = -Infinity;
  private fetching?: Promise<LocalKeys>;

  /**
   * @param fetchKeys gets the JWKS
   * @param now milliseconds on a clock that never goes back
   */
  constructor(
    private readonly fetchKeys: () => Promise<JSONWebKeySet>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Keys from a JWKS address. */
  static from(url: string): SessionKeys {
    return new SessionKeys(async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      return (await response.json()) as JSONWebKeySet;
    });
  }

  /**
   * The key of a token; for jose's `jwtVerify`.
   * @throws SessionKeysUnavailable when no keys have ever been fetched and can't be now
   * @throws errors.JWKSNoMatchingKey when it was signed by none of ours
   */
  readonly keyOf = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> => {
    const keys = this.keys ?? (await this.fetch());
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.now() - this.fetchedAt < COOLDOWN) throw error;
      const renewed = await this.fetch().catch(() => {
        throw error;
      });
      return renewed(header, token);
    }
  };

  /** Fetches the keys; calls at the same time share one request. */
  private fetch(): Promise<LocalKeys> {
    this.fetching ??= this.fetchKeys()
      .then((jwks) => {
        this.keys = createLocalJWKSet(jwks);
        return this.keys;
      })
      .catch((cause: unknown) => {
        throw new SessionKeysUnavailable('The keys of sessions could not be fetched', { cause });
      })
      .finally(() => {
        this.fetchedAt = this.now();
        this.fetching = undefined;
      });
    return this.fetching;
  }
}
