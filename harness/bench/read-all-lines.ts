// The yardstick: one pass of readline and JSON.parse over a file.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

let lines = 0;
const input = createReadStream(process.argv[2] ?? '');
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  JSON.parse(line);
  lines++;
}
if (lines === 0) process.exitCode = 1;
