import { beforeEach, describe, expect, test } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import type { CloudEvent, Topic } from '@shop/topics';
import { stream } from './stream.js';
import { TestDriver } from './test-driver.js';
import { describeTopology, type Flowing } from './topology.js';

type Said = CloudEvent<'Said', { readonly text: string }>;
interface Person {
  readonly name: string;
}
interface Waits {
  readonly who: string;
  readonly offset: string;
  readonly event: Said;
}

const topic = (name: string, kind: 'events' | 'rows'): Topic => ({
  name,
  description: name,
  owner: 'test',
  key: 'who',
  content: kind === 'events' ? { kind, events: {} } : { kind, schema: {} },
  partitions: 'configured',
  retention: { kind: 'forever' },
  personal: false,
  writers: [],
  readers: [],
});
const people = topic('people', 'rows');
const rephrased = (event: Said, text: string): Said => ({ ...event, data: { text } });

const join = {
  table: people,
  waiting: {
    topic: topic('waiting', 'rows'),
    write: ({ key, value, position }: Flowing<Said>) => ({
      key: value.subject,
      value: { who: key, offset: position.offset, event: value } satisfies Waits,
    }),
    read: ({ who, offset, event }: Waits) => ({
      key: who,
      value: event,
      position: { topic: 'said', partition: 0, offset },
    }),
  },
};

const echo = stream<Said>('test.echo', topic('said', 'events'))
  .reject('swearing', ({ value }) =>
    value.data.text.includes('%') ? { code: 'said.swearing', reason: 'No swearing.' } : undefined,
  )
  .filter('only what is loud', ({ value }) => value.data.text.endsWith('!'))
  .join('with the speaker', {
    ...join,
    joined: ({ key, value, position }, { row }: { row: Person }, { time }) => ({
      key,
      value: rephrased(value, `${row.name} (${position.offset}, ${time.slice(14, 19)}): ${value.data.text}`),
    }),
  })
  .to(topic('echoed', 'events'));

const said = (text: string, subject = text): Said =>
  cloudEvent(
    'Said',
    subject,
    { text },
    { id: text, source: '/test', time: '2026-01-01T00:00:00Z', correlationid: 'c', actor: 'test' },
  );

describe('a task', () => {
  let driver: TestDriver;
  const say = (who: string, ...texts: string[]) => texts.forEach((text) => driver.append('said', who, said(text)));
  const heard = () => driver.values('echoed').map((event) => (event as Said).data.text);

  beforeEach(() => {
    driver = new TestDriver([echo]);
  });

  test('joins each record with the row that has arrived', () => {
    driver.append('people', 'a', { name: 'Ann' });
    say('a', 'hello!');
    driver.run().append('people', 'a', { name: 'Anna' });
    say('a', 'bye!');
    expect([driver.run(), heard()]).toEqual([driver, ['Ann (0, 00:01): hello!', 'Anna (1, 00:04): bye!']]);
  });

  test('leaves out what is not wanted, and refuses what is wrong with its bytes', () => {
    driver.append('people', 'a', { name: 'Ann' });
    say('a', 'quiet', '%!');
    driver.append('said', 'a', 'not json').run();
    expect(heard()).toEqual([]);
    const dead = driver.read('dead_letters');
    expect(dead.map(({ headers }) => headers['__connect.errors.exception.class.name'])).toEqual([
      'json.invalid',
      'said.swearing',
    ]);
    expect(dead[0]).toMatchObject({ key: 'said/0', value: 'not json' });
  });

  test('lets a record wait for its row, and releases it with the time of the row, oldest first', () => {
    say('a', 'one!', 'two!');
    say('b', 'other!');
    expect([...driver.run().state('waiting').keys()]).toEqual(['one!', 'two!', 'other!']);
    expect(driver.append('people', 'a', { name: 'Ann' }).run() && heard()).toEqual([
      'Ann (0, 00:06): one!',
      'Ann (1, 00:06): two!',
    ]);
    expect([...driver.state('waiting').keys()]).toEqual(['other!']);
  });

  test('lets two records of one key in the waiting topic wait, neither replaces the other', () => {
    driver.append('said', 'a', said('one!', 'same')).append('said', 'b', said('two!', 'same'));
    expect([...driver.run().state('waiting').keys()]).toEqual(['same', 'same/1']);
    driver.restart().append('people', 'b', { name: 'Bob' }).append('people', 'a', { name: 'Ann' }).run();
    expect(heard()).toEqual(['Bob (1, 00:04): two!', 'Ann (0, 00:05): one!']);
    expect(driver.state('waiting').size).toBe(0);
  });

  test('lets records wait again after the row was taken away', () => {
    driver.append('people', 'a', { name: 'Ann' }).append('people', 'a', null);
    say('a', 'hello!');
    expect(driver.run() && heard()).toEqual([]);
    expect(driver.append('people', 'a', { name: 'Ann' }).run() && heard()).toHaveLength(1);
  });

  test('lets a record wait on when the row that comes says that there is none', () => {
    say('a', 'hello!');
    driver.run().append('people', 'a', null).run();
    expect([heard(), driver.state('waiting').size]).toEqual([[], 1]);
    expect(driver.append('people', 'a', { name: 'Ann' }).run() && heard()).toHaveLength(1);
  });

  test('refuses a record that leads to one that no topic takes, at once or when it is released, and no other', () => {
    const tooLarge = `${'x'.repeat(450_000)}!`;
    say('a', 'one!');
    driver.append('said', 'a', said(tooLarge, 'large'));
    // Fits while it waits, and doesn't with the name.
    driver.append('said', 'b', said(`${'y'.repeat(445_000)}!`, 'waits')).run();
    expect([...driver.state('waiting').keys()]).toEqual(['one!', 'waits']);
    driver
      .append('people', 'a', { name: 'Ann' })
      .append('people', 'b', { name: 'B'.repeat(20_000) })
      .run();
    expect(heard()).toEqual(['Ann (0, 00:06): one!']);
    expect(driver.state('waiting').size).toBe(0);
    const letters = driver.read('dead_letters').map(({ headers }) => headers);
    expect(letters.map((each) => each['__connect.errors.exception.class.name'])).toEqual([
      'output.tooLarge',
      'output.tooLarge',
    ]);
    expect(letters.map((each) => each['__connect.errors.offset'])).toEqual(['1', '2']);
    // Of what waited, the bytes are where they were.
    expect(letters.map((each) => each['shop.original.cut'])).toEqual([undefined, 'value,key,headers']);
  });

  test('has no memory after a restart of what it released before', () => {
    say('a', 'hello!');
    driver.run().append('people', 'a', { name: 'Ann' }).run();
    expect(heard()).toHaveLength(1);
    driver.restart().append('people', 'a', { name: 'Anna' }).run();
    expect(heard()).toHaveLength(1);
  });

  test('goes on behind the join with what waited: what was before it happens once', () => {
    const louder = stream<Said>('test.louder', echo.source)
      .map('louder', ({ key, value }) => ({ key, value: rephrased(value, `${value.data.text}!`) }))
      .join('with the speaker', { ...join, joined: ({ key, value }) => ({ key, value }) })
      .to(echo.sink);
    driver = new TestDriver([louder]);
    say('a', 'hello');
    driver.run().append('people', 'a', { name: 'Ann' }).run();
    expect(heard()).toEqual(['hello!']);
  });

  test('releases after a restart what waited for a row that came while it was away', () => {
    say('a', 'hello!');
    driver.run().append('people', 'a', { name: 'Ann' }).restart();
    expect(heard()).toEqual(['Ann (0, 00:02): hello!']);
    expect(driver.run().state('waiting').size).toBe(0);
  });

  test('restores itself from what it understands of its table', () => {
    driver.append('people', 'a', { name: 'Ann' }).append('people', 'a', 'not json').run().restart();
    say('a', 'hello!');
    expect(driver.run() && heard()).toEqual(['Ann (0, 00:03): hello!']);
  });

  test('has done nothing when it dies before it commits', () => {
    driver.append('people', 'a', { name: 'Ann' });
    say('a', 'hello!', '%!');
    say('b', 'later!');
    driver.crashAndRun();
    expect(heard()).toHaveLength(1);
    expect(driver.read('dead_letters')).toHaveLength(1);
    expect(driver.state('waiting').size).toBe(1);
  });
});

describe('a topology', () => {
  test('can be described', () => {
    expect(describeTopology(echo)).toEqual({
      reader: 'test.echo',
      reads: ['said', 'people', 'waiting'],
      writes: ['echoed', 'waiting', 'dead_letters'],
      steps: [
        { kind: 'reject', name: 'swearing' },
        { kind: 'filter', name: 'only what is loud' },
        { kind: 'join', name: 'with the speaker' },
      ],
    });
  });
});
