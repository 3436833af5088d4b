import type { z } from 'zod';
import { formatPath, formatValue, type Difference } from './difference.js';

type Issue = z.core.$ZodIssue;

/** What a schema found wrong with what a JSON file held, in words. */
export function differencesOf(issue: Issue, json: unknown): Difference[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: formatPath([...issue.path, key]),
      expected: 'no such field',
      found: formatValue(valueAt(json, [...issue.path, key])),
    }));
  }
  if (issue.code === 'invalid_union') {
    // A branch that only objects to what is inside it is the one that was meant.
    const meant = issue.errors.find((issues) => issues.length > 0 && issues.every((inner) => inner.path.length > 0));
    if (meant) return meant.flatMap((inner) => differencesOf({ ...inner, path: [...issue.path, ...inner.path] }, json));
  }
  const isKey = issue.code === 'invalid_key';
  const found = isKey ? issue.path.at(-1) : valueAt(json, issue.path);
  return [{ path: formatPath(issue.path), expected: expectationOf(issue), found: formatValue(found) }];
}

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectationOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listed(issue.values);
    case 'invalid_union': {
      if ('options' in issue && Array.isArray(issue.options)) return listed(issue.options);
      return [...new Set(issue.errors.flat().map(expectationOf))].join(' or ');
    }
    case 'invalid_key':
      return issue.issues.map(expectationOf).join(', ');
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

function listed(values: readonly unknown[]): string {
  return `${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
