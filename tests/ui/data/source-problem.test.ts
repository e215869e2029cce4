import { describe, expect, it } from 'vitest';
import type { SourceForm } from '#contract/clients.ts';
import { fieldProblem } from '#ui/data/source-problem.ts';

const form: SourceForm = {
  name: 'Our app',
  address: 'https://clickhouse.example.org:8443',
  table: 'app.events',
  user: 'ptero',
  password: '',
  keepPassword: false,
};

describe('the form of a connection', () => {
  it('can be tried when it is whole, also without a password', () => {
    expect(fieldProblem(form)).toBeNull();
    expect(fieldProblem({ ...form, address: 'http://localhost:8123' })).toBeNull();
  });

  it.each([
    [{ name: ' ' }, /Give the project a name/u],
    [{ address: 'clickhouse.example.org' }, /must begin with https/u],
    [{ address: 'ftp://clickhouse.example.org' }, /must begin with https/u],
    [{ address: 'http://clickhouse.example.org:8123' }, /password would travel in the clear/u],
    [{ address: 'https://ptero:secret@clickhouse.example.org' }, /Leave user and password out/u],
    [{ table: '' }, /Name the table/u],
    [{ user: '' }, /Name the read-only user/u],
  ])('says what is missing in %j', (part, words) => {
    expect(fieldProblem({ ...form, ...part })).toMatch(words);
  });
});
