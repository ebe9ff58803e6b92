/**
 * `npm run faults`: proves that the tests bite. Each named fault is put into the code, the tests that should notice are
 * run, and the code is put back. A fault that no test notices fails the run. `npm run faults -- <words>` picks some.
 *
 * The working tree must be clean where faults go: what is put back is what was there.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';

/**
 * @typedef {object} Fault
 * @property {string} name what is wrong with the code now
 * @property {string} file
 * @property {string} code what stands there, once
 * @property {string} fault what stands there instead
 * @property {'unit' | 'int'} group
 * @property {string} tests the tests that should notice
 */

/** @type {Fault[]} */
const faults = [
  {
    name: 'acknowledged before it is appended',
    file: 'libs/log/kafka/src/append-line.ts',
    code: 'for (const { call } of entries) call.sent = true;',
    fault: `for (const { call, index, topic, partition } of entries) call.appended(index, { topic, partition, offset: '0' });`,
    group: 'int',
    tests: 'libs/log/kafka/src/appender',
  },
  {
    name: 'three stars are unhappy, too (<= 3)',
    file: 'libs/review/pipeline/src/filter.topology.ts',
    code: 'rating < UNHAPPY_BELOW &&',
    fault: 'rating <= UNHAPPY_BELOW &&',
    group: 'unit',
    tests: 'libs/review/pipeline',
  },
  {
    name: 'everybody is a VIP',
    file: 'libs/review/pipeline/src/filter.topology.ts',
    code: ' && userRow.loyaltyStatus === VIP',
    fault: '',
    group: 'unit',
    tests: 'libs/review/pipeline',
  },
  {
    name: 'ignored events are dropped from the history',
    file: 'libs/basket/projections/src/baskets/baskets.projection.ts',
    code: 'await storeJournal(db, entries);',
    fault: 'await storeJournal(db, entries.filter(({ ignored }) => !ignored));',
    group: 'int',
    tests: 'libs/basket/projections/src/baskets',
  },
  {
    name: 'a checkout that was decided on an old state is accepted',
    file: 'libs/basket/domain/src/basket.rules.ts',
    code: 'basis === state.number',
    fault: 'basis <= state.number',
    group: 'unit',
    tests: 'libs/basket/domain',
  },
  {
    name: 'the password hash is captured',
    file: 'infra/connect/backoffice.json',
    code: 'public.users.email,',
    fault: 'public.users.email,public.users.passwordHash,',
    group: 'unit',
    tests: 'tools/launcher/connectors',
  },
  {
    name: 'the checkpoint is moved outside the transaction',
    file: 'libs/log/postgres/src/projection-sink.ts',
    code: 'await this.moveCheckpoint(db, part, {',
    fault:
      'await this.moveCheckpoint({ query: (text, values) => database.query(inSchema(text, schema), values) }, part, {',
    group: 'int',
    tests: 'libs/log/postgres',
  },
  {
    name: 'the checkpoint moves whatever it was (a zombie may commit)',
    file: 'libs/log/postgres/src/projection-sink.ts',
    code: 'AND next_offset = $4 AND',
    fault: 'AND ($4::bigint IS NOT NULL) AND',
    group: 'int',
    tests: 'libs/log/postgres',
  },
  {
    name: 'an event is applied as often as it is delivered',
    file: 'libs/log/postgres/src/projection-sink.ts',
    code: 'const records = await this.withoutApplied(db, part.records);',
    fault: 'const records = part.records;',
    group: 'int',
    tests: 'libs/log/postgres',
  },
  {
    name: 'bad records are dropped in silence',
    file: 'libs/log/postgres/src/projection-sink.ts',
    code: 'if (!bad.length) return;',
    fault: 'if (bad.length >= 0) return;',
    group: 'int',
    tests: 'libs/log/postgres',
  },
  {
    name: 'somebody else’s basket can be seen',
    file: 'apps/basket-api/src/commands/basket-commands.ts',
    code: 'if (!basket || !owners.includes(basket.state.owner)) throw noSuchBasket();',
    fault: 'if (!basket || !owners) throw noSuchBasket();',
    group: 'int',
    tests: 'apps/basket-api',
  },
  {
    name: 'another site’s page may write',
    file: 'libs/http/src/sessions/sessions.ts',
    code: 'if (this.origins.isForeign(headers)) throw foreign();',
    fault: 'if (this.origins.isForeign(headers)) return;',
    group: 'unit',
    tests: 'libs/http',
  },
  {
    name: 'a console is sent again what it has seen (sequence is the offset)',
    file: 'libs/alert/projections/src/alerts/alerts.projection.ts',
    code: 'record.offset + 1,',
    fault: 'record.offset,',
    group: 'int',
    tests: 'apps/notifier',
  },
  {
    name: 'tables of a rebuild that differ are shown as equal',
    file: 'apps/ops-api/src/projections/rebuilds.ts',
    code: 'before.rows === rows && before.checksum === checksum',
    fault: 'before.rows === rows',
    group: 'unit',
    tests: 'apps/ops-api/src/projections',
  },
  {
    name: 'progress of a rebuild that is unknown is shown as 0',
    file: 'apps/ops-api/src/projections/progress.ts',
    code: 'known ? Math.max(0, total - left) : null',
    fault: 'Math.max(0, total - left)',
    group: 'unit',
    tests: 'apps/ops-api/src/projections',
  },
];

/** The file as it was, while a fault is in it. */
let changed;
const putBack = () => {
  if (changed) writeFileSync(changed.path, changed.text);
  changed = undefined;
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    putBack();
    process.exit(1);
  });

const words = process.argv.slice(2);
const chosen = faults.filter(({ name }) => words.every((word) => name.includes(word)));
const files = [...new Set(chosen.map(({ file }) => file))];
const dirty = spawnSync('git', ['status', '--porcelain', '--', ...files], { cwd: root, encoding: 'utf8' }).stdout;
if (dirty) {
  console.error(`Commit or put aside first, because faults go there:\n${dirty}`);
  process.exit(1);
}

const unnoticed = [];
for (const fault of chosen) {
  const noticed = tryOut(fault);
  console.log(`${noticed ? 'noticed' : 'NOT NOTICED'}: ${fault.name} (${fault.file})`);
  if (!noticed) unnoticed.push(fault.name);
}
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} faults turned a test red`);
process.exitCode = unnoticed.length === 0 && chosen.length > 0 ? 0 : 1;

/** Whether the tests notice a fault. @param {Fault} fault */
function tryOut({ file, code, fault, group, tests }) {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(code).length !== 2) throw new Error(`${file} does not hold exactly once: ${code}`);
  changed = { path, text };
  try {
    writeFileSync(
      path,
      text.replace(code, () => fault),
    );
    const run = spawnSync('npm', ['run', '-s', 'jest', '--', tests, '--selectProjects', group, '--testTimeout=60000'], {
      cwd: root,
      encoding: 'utf8',
      // A fault can make a test wait for what never comes.
      timeout: 300_000,
    });
    // Red because a test failed, not because nothing could be run.
    return run.status !== 0 && /Tests:.*[1-9]\d* failed/.test(run.stdout + run.stderr);
  } finally {
    putBack();
  }
}
