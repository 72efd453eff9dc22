import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import type { ExecutionArgs } from 'graphql';
import { pino } from 'pino';
import type { LiveEvent } from './live-advisories.js';
import { askedIn, LiveRendering } from './live-rendering.js';

const schema = buildSchema('type Query { a: String } type Subscription { title: String whoAsks: String }');
const anEvent = (title: string) => ({ title, whoAsks: (_: unknown, { reader }: { reader: string }) => reader }) as unknown as LiveEvent;

function operation(query: string, contextValue: { reader: string }): ExecutionArgs {
  return { schema, document: parse(query), contextValue };
}

describe('the answer to a live event', () => {
  const rendering = new LiveRendering(pino({ level: 'silent' }));
  const query = 'subscription { title whoAsks }';

  it('is made once for those of one credential who ask alike', async () => {
    const event = anEvent('one');
    const answers = await Promise.all(
      [1, 2, 3].map(() => rendering.answerTo(event, askedIn({ query }), operation(query, { reader: 'first' }))),
    );
    expect(new Set(answers)).toEqual(new Set(['{"data":{"title":"one","whoAsks":"first"}}']));
    // The first has answered for all: nobody else's context was asked.
    const later = await rendering.answerTo(event, askedIn({ query }), operation(query, { reader: 'second' }));
    expect(later).toBe(answers[0]);
  });

  it('is made anew for whoever asks with other words or other variables', async () => {
    const event = anEvent('two');
    const other = 'subscription { title }';
    await rendering.answerTo(event, askedIn({ query }), operation(query, { reader: 'first' }));
    expect(await rendering.answerTo(event, askedIn({ query: other }), operation(other, { reader: 'first' }))).toBe(
      '{"data":{"title":"two"}}',
    );
    const variables = { language: 'en' };
    expect(await rendering.answerTo(event, askedIn({ query, variables }), operation(query, { reader: 'again' }))).toContain('again');
  });

  it('is never that of another credential, whose event is another object', async () => {
    const mine = await rendering.answerTo(anEvent('same'), askedIn({ query }), operation(query, { reader: 'me' }));
    const theirs = await rendering.answerTo(anEvent('same'), askedIn({ query }), operation(query, { reader: 'them' }));
    expect([mine, theirs]).toEqual([expect.stringContaining('"me"'), expect.stringContaining('"them"')]);
  });

  it('tells errors without their cause', async () => {
    const event = {
      title: () => {
        throw new Error('a secret of the database');
      },
    } as unknown as LiveEvent;
    const answer = await rendering.answerTo(event, askedIn({ query }), operation(query, { reader: 'me' }));
    expect(answer).toContain('"errors"');
    expect(answer).not.toContain('a secret');
  });
});
