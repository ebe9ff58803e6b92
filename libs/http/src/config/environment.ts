/** One or more variables of the environment are missing or wrong; the message names each of them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads one variable: its name, and how its text becomes a value. */
export interface Variable<T> {
  readonly name: string;
  /**
   * @param text the variable's value; undefined when it is unset or empty
   * @throws Error telling what is wrong with it, without its name
   */
  parse(text: string | undefined): T;
}

/** What to do without the variable. */
export interface VariableOptions<T> {
  readonly default?: T;
}

type Env = Readonly<Record<string, string | undefined>>;

function variable<T>(name: string, fallback: T | undefined, parse: (text: string) => T): Variable<T> {
  return {
    name,
    parse(text) {
      if (text !== undefined) return parse(text);
      if (fallback !== undefined) return fallback;
      throw new Error('is missing');
    },
  };
}

/** The kinds of variables a service can ask for. */
export const environment = {
  /** Any text. */
  text: (name: string, options: VariableOptions<string> = {}) => variable(name, options.default, (text) => text),

  /** A whole number within bounds. */
  integer: (name: string, options: VariableOptions<number> & { minimum?: number; maximum?: number } = {}) =>
    variable(name, options.default, (text) => {
      const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = options;
      const value = Number(text);
      if (!/^-?\d+$/.test(text) || value < minimum || value > maximum) {
        throw new Error(`must be a whole number from ${minimum} to ${maximum}, not "${text}"`);
      }
      return value;
    }),

  /** `true` or `false`. */
  flag: (name: string, options: VariableOptions<boolean> = {}) =>
    variable(name, options.default, (text) => {
      if (text !== 'true' && text !== 'false') throw new Error(`must be true or false, not "${text}"`);
      return text === 'true';
    }),

  /** One of some words. */
  choice: <T extends string>(name: string, words: readonly T[], options: VariableOptions<T> = {}) =>
    variable<T>(name, options.default, (text) => {
      const chosen = words.find((word) => word === text);
      if (chosen === undefined) throw new Error(`must be ${words.join(' or ')}, not "${text}"`);
      return chosen;
    }),

  /** Parts separated by commas, at least one. */
  list: (name: string, options: VariableOptions<readonly string[]> = {}) =>
    variable<readonly string[]>(name, options.default, (text) => {
      const parts = text.split(',').map((part) => part.trim());
      if (parts.some((part) => part === '')) throw new Error('must be values separated by commas');
      return parts;
    }),

  /** An absolute URL of one of some protocols. The value never shows up in an error: it may hold a password. */
  url: (name: string, protocols: readonly string[] = ['http', 'https'], options: VariableOptions<string> = {}) =>
    variable(name, options.default, (text) => {
      const url = URL.parse(text);
      if (!url || !protocols.includes(url.protocol.slice(0, -1))) {
        throw new Error(`must be a URL that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`);
      }
      return text;
    }),
};

/**
 * Reads a service's variables, all at once, so that one start tells everything that is wrong.
 * @param variables what to read, by the name it gets in the answer
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function readConfig<T extends Record<string, Variable<unknown>>>(
  variables: T,
  env: Env = process.env,
): { [K in keyof T]: T[K] extends Variable<infer V> ? V : never } {
  const troubles: string[] = [];
  const config: Record<string, unknown> = {};
  for (const [key, { name, parse }] of Object.entries(variables)) {
    try {
      config[key] = parse(env[name] || undefined);
    } catch (error) {
      troubles.push(`${name} ${(error as Error).message}`);
    }
  }
  if (troubles.length > 0) throw new ConfigError(`Wrong environment: ${troubles.join('; ')}`);
  return config as { [K in keyof T]: T[K] extends Variable<infer V> ? V : never };
}
