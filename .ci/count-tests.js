// Prints `passed failed` of a report of vitest's JSON reporter: count-tests.js REPORT EXIT_STATUS
import { existsSync, readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
let passed = 0;
let failed = 0;
if (existsSync(path)) {
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    const failures = file.assertionResults.filter((test) => test.status === 'failed').length;
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    // A file that could not be loaded has no tests to count.
    failed += file.status === 'failed' ? Math.max(1, failures) : failures;
  }
}
// A run that ended badly without a failed test (an error outside of all tests, a crash) is a failure too.
if (Number(status) !== 0 && failed === 0) failed = 1;
console.log(`${passed} ${failed}`);
