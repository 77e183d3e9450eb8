import * as fs from 'node:fs';
import * as path from 'node:path';

/** The source of all policies, beside this package; the compiled file is one folder deeper. */
const FOLDER = path.resolve(__dirname, '../../../iam');

/** A policy of deploy/iam with its names filled in. A name without a value is an error. */
export function policy(file: string, values: Readonly<Record<string, string>>): { Statement: Statement[] } {
  const text = fs.readFileSync(path.join(FOLDER, `${file}.json`), 'utf8');
  return JSON.parse(
    text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) {
        throw new Error(`${file}.json asks for ${name}, and there is no value for it`);
      }
      return value;
    }),
  );
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string[];
  readonly Resource?: string[];
}
