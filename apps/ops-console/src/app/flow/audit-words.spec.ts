import { describe, expect, it } from '@jest/globals';
import { auditLine } from './audit-words.js';

const at = (offset: string, partition = 0) => ({ topic: 'orders', partition, offset });

describe('the audit', () => {
  it('says what was asked', () => {
    expect(auditLine({ type: 'ReaderPauseRequested', data: {} })).toEqual({ words: 'Pause', tone: 'asked' });
    const move = (data: object) => auditLine({ type: 'ReaderMoveRequested', data }).words;
    expect(move({ to: 'beginning', positions: [at('0'), at('0', 1)] })).toBe('Move to the beginning');
    expect(move({ to: 'end', positions: [at('7')], skip: true })).toBe(
      'Move to the end of orders 0, records may be left out',
    );
    expect(move({ to: 'offset', positions: [at('40', 2)] })).toBe('Move to offset 40 of orders 2');
  });

  it('says what came of it', () => {
    const data = {
      instance: 'basket-api-1',
      partitions: [
        { from: at('7'), to: at('0') },
        { from: at('3', 1), to: at('0', 1) },
      ],
    };
    expect(auditLine({ type: 'ReaderMoved', data })).toEqual({
      words: 'Moved by 10 offsets in 2 partitions at basket-api-1',
      tone: 'done',
    });
    const refusal = { code: 'reader.running', reason: 'The reader is running.' };
    expect(auditLine({ type: 'ReaderMoveRefused', data: { refusal } })).toEqual({
      words: 'Refused: The reader is running.',
      tone: 'refused',
    });
  });

  it('says which record is left out and why', () => {
    const position = at('117', 2);
    const line = (type: string, data: object) => auditLine({ type, data: { position, ...data } });
    expect(line('RecordSkipRequested', { reason: 'Nobody wrote this.' })).toEqual({
      words: 'Leave out offset 117 of orders 2: Nobody wrote this.',
      tone: 'asked',
    });
    const error = { code: 'handler.failed', reason: 'RangeError at x (y.ts:1)' };
    expect(line('RecordSkipped', { error, instance: 'basket-api-1' })).toEqual({
      words: 'Put away offset 117 of orders 2, of which the handler failed at basket-api-1: RangeError at x (y.ts:1)',
      tone: 'refused',
    });
    expect(line('RecordSkipTakenBack', {}).words).toBe('Leave out offset 117 of orders 2 no longer');
  });

  it('names what it does not know yet', () => {
    expect(auditLine({ type: 'ReaderPainted', data: {} })).toEqual({ words: 'ReaderPainted', tone: 'asked' });
  });
});
